using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class ModelsPluginTests
{
    [Fact]
    public async Task AddLmStudioModels_Defaults_HasNothingThatNeedsApproval()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        Kernel kernel = new();

        KernelPlugin plugin = kernel.Plugins.AddLmStudioModels(client);

        Assert.Equal("lmstudio", plugin.Name);
        Assert.Equal(["get_model", "list_models", "load_model", "unload_model"], plugin.Select(static function => function.Name).Order());
        Assert.All(plugin, static function => Assert.Equal("lmstudio", function.PluginName));
        Assert.Same(plugin["list_models"], kernel.Plugins.GetFunction("lmstudio", "LIST_MODELS"));
    }

    [Fact]
    public async Task AddLmStudioModels_AllAllowed_HasAllAndNoneTwice()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        LmStudioModelToolOptions options = new() { Download = LmStudioModelToolPermission.Allowed, UnloadOthers = LmStudioModelToolPermission.Allowed };

        KernelPlugin plugin = new Kernel().Plugins.AddLmStudioModels(client, options, "models");

        Assert.Equal(["download_model", "get_download_status", "get_model", "list_models", "load_model", "unload_model"], plugin.Select(static function => function.Name).Order());
        Assert.Equal(6, plugin.FunctionCount);
    }

    [Fact]
    public async Task Builder_ClientOfTheServices_IsUsed()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(client);
        builder.Plugins.AddLmStudioModels();

        string? json = await builder.Build().InvokeAsync<string>("lmstudio", "list_models");

        Assert.Contains("openai/gpt-oss-20b", json);
    }

    [Fact]
    public async Task Model_CallsTheFunctions_LoadsAndUnloads()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        Kernel kernel = Kernels.Create(lmStudio);
        kernel.Plugins.AddLmStudioModels(client);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("lmstudio_load_model", new { model = "qwen/qwen3-vl-4b", context_length = 2048 }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Loaded."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("lmstudio_unload_model", new { instance = "qwen/qwen3-vl-4b" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Unloaded."));
        KernelArguments arguments = new(new LmStudioPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });

        await kernel.InvokePromptAsync("Load qwen.", arguments);
        Assert.Equal(2048, (await FindAsync(client, "qwen/qwen3-vl-4b")).LoadedInstances.Single().Config?.ContextLength);

        await kernel.InvokePromptAsync("Unload it.", arguments);
        Assert.Empty((await FindAsync(client, "qwen/qwen3-vl-4b")).LoadedInstances);
    }

    [Fact]
    public async Task AddFromObject_KernelFunctions_DoTheSame()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        Kernel kernel = new();
        KernelPlugin plugin = kernel.Plugins.AddFromObject(new LmStudioModelsPlugin(client), "models");

        Assert.Contains("gemma", await CallAsync("list_models", new() { ["search"] = "gemma" }));
        Assert.Contains("max_context_length", await CallAsync("get_model", new() { ["model"] = "google/gemma-3-1b" }));
        Assert.Contains("\"loaded\"", await CallAsync("load_model", new() { ["model"] = "google/gemma-3-1b", ["contextLength"] = 2048 }));
        Assert.Contains("unloaded", await CallAsync("unload_model", new() { ["instance"] = "google/gemma-3-1b" }));
        Assert.Equal("""{"error":"download_model may not be used here."}""", await CallAsync("download_model", new() { ["model"] = "qwen/qwen3-4b" }));
        Assert.Equal("""{"error":"unload_other_model may not be used here."}""", await CallAsync("unload_other_model", new() { ["instance"] = "qwen/qwen3-4b" }));
        Assert.DoesNotContain(lmStudio.Requests, static request => request.Path.Contains("download", StringComparison.Ordinal));

        async Task<string> CallAsync(string name, KernelArguments arguments) => (await kernel.InvokeAsync<string>(plugin[name], arguments))!;
    }

    [Fact]
    public async Task AddFromObject_DownloadAllowed_Downloads()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        LmStudioModelsPlugin plugin = new(client, new() { Download = LmStudioModelToolPermission.Allowed });

        JsonNode download = JsonNode.Parse(await plugin.DownloadModelAsync("acme/new-model"))!;
        JsonNode status = JsonNode.Parse(await plugin.GetDownloadStatusAsync((string)download["job_id"]!))!;

        Assert.NotNull(status["status"]);
    }

    [Fact]
    public async Task KernelFunctions_OfThePlugin_AreThoseOfTheTools()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");

        Dictionary<string, AIFunction> tools = LmStudioModelTools.Create(client).ToDictionary(static tool => tool.Name);
        KernelPlugin plugin = KernelPluginFactory.CreateFromObject(new LmStudioModelsPlugin(client), "models");

        Assert.Equal(tools.Keys.Order(), plugin.Select(static function => function.Name).Order());
        Assert.All(plugin, function => Assert.Equal(
            tools[function.Name].JsonSchema.GetProperty("properties").EnumerateObject().Select(static property => property.Name.Replace("_", "")),
            function.Metadata.Parameters.Select(static parameter => parameter.Name.ToLowerInvariant())));
    }

    private static async Task<LmStudioModel> FindAsync(LmStudioClient client, string key) =>
        (await client.ListModelsAsync()).Single(model => model.Key == key);
}
