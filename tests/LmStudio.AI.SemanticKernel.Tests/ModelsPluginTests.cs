using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
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
    public async Task Invoke_EachFunction_DoesWhatItSays()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        Kernel kernel = new();
        KernelPlugin plugin = kernel.Plugins.AddLmStudioModels(client, new() { Download = LmStudioModelToolPermission.Allowed });

        Assert.Contains("gemma", await CallAsync("list_models", new() { ["search"] = "gemma" }));
        Assert.Contains("max_context_length", await CallAsync("get_model", new() { ["model"] = "google/gemma-3-1b" }));
        Assert.Contains("\"loaded\"", await CallAsync("load_model", new() { ["model"] = "google/gemma-3-1b", ["context_length"] = 2048 }));
        Assert.Contains("unloaded", await CallAsync("unload_model", new() { ["instance"] = "google/gemma-3-1b" }));
        JsonNode download = JsonNode.Parse(await CallAsync("download_model", new() { ["model"] = "acme/new-model" }))!;
        Assert.Contains("\"status\"", await CallAsync("get_download_status", new() { ["job_id"] = (string)download["job_id"]! }));

        async Task<string> CallAsync(string name, KernelArguments arguments) => (await kernel.InvokeAsync<string>(plugin[name], arguments))!;
    }

    private static async Task<LmStudioModel> FindAsync(LmStudioClient client, string key) =>
        (await client.ListModelsAsync()).Single(model => model.Key == key);
}
