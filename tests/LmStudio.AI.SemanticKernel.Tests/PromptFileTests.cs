using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

/// <summary>Prompts and settings from files, down to the request.</summary>
public sealed class PromptFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task PromptDirectory_ConfigAndTemplate_ReachTheRequest()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        DirectoryInfo function = _directory.CreateSubdirectory("explain");
        await File.WriteAllTextAsync(Path.Combine(function.FullName, "skprompt.txt"), "<message role=\"system\">Be {{$how}}.</message><message role=\"user\">Explain {{$topic}}.</message>");
        await File.WriteAllTextAsync(Path.Combine(function.FullName, "config.json"), """
            {
              "input_variables": [{ "name": "how", "default": "brief" }],
              "execution_settings": { "default": { "temperature": 0.25, "top_k": 20, "max_tokens": 300, "min_p": 0.05, "context_length": 8192, "reasoning_effort": "high", "store": false } }
            }
            """);
        Kernel kernel = Kernels.Create(lmStudio);
        KernelPlugin plugin = kernel.ImportPluginFromPromptDirectory(_directory.FullName, "prompts");

        await kernel.InvokeAsync(plugin["explain"], new KernelArguments { ["topic"] = "tides" });

        JsonNode expected = JsonNode.Parse("""
            {
              "model": "qwen/qwen3-8b", "input": "Explain tides.", "system_prompt": "Be brief.", "temperature": 0.25, "top_k": 20, "min_p": 0.05,
              "max_output_tokens": 300, "context_length": 8192, "reasoning": "on", "store": false
            }
            """)!;
        JsonNode actual = JsonNode.Parse(Assert.Single(lmStudio.GetChats()).Body)!;
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString());
    }

    [Theory]
    [InlineData("small", "google/gemma-3-1b", 0.1)]
    [InlineData("large", "openai/gpt-oss-20b", 0.9)]
    public async Task PromptConfig_SettingsOfServiceIds_ChooseTheService(string serviceId, string model, double temperature)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient(options => Kernels.Configure(options, lmStudio, static options => options.ModelId = "google/gemma-3-1b"), serviceId: "small");
        builder.AddLmStudioChatClient(options => Kernels.Configure(options, lmStudio, static options => options.ModelId = "openai/gpt-oss-20b"), serviceId: "large");
        PromptTemplateConfig config = PromptTemplateConfig.FromJson("""
            { "template": "Hi", "execution_settings": { "SERVICE": { "temperature": TEMPERATURE } } }
            """.Replace("SERVICE", serviceId, StringComparison.Ordinal).Replace("TEMPERATURE", temperature.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        await builder.Build().InvokeAsync(KernelFunctionFactory.CreateFromPrompt(config));

        JsonNode body = JsonNode.Parse(Assert.Single(lmStudio.GetChats()).Body)!;
        Assert.Equal(model, (string?)body["model"]);
        Assert.Equal(temperature, (double?)body["temperature"]);
    }

    /// <summary>Semantic Kernel's reader of YAML gives the values that it has no type for as texts.</summary>
    [Fact]
    public async Task Settings_TextsOfNumbers_ReachTheRequestAsNumbers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        PromptExecutionSettings settings = new()
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = "0.25",
                ["top_p"] = "0.5",
                ["top_k"] = "20",
                ["max_tokens"] = "300",
                ["min_p"] = "0.05",
                ["repeat_penalty"] = "1.5",
                ["context_length"] = "8192",
                ["store"] = "false",
                ["integrations"] = new List<object> { "mcp/weather" },
            },
        };

        LmStudioPromptExecutionSettings typed = LmStudioPromptExecutionSettings.FromExecutionSettings(settings);
        RecordingServer server = new();
        await server.CreateKernel().InvokePromptAsync("Hi", new KernelArguments(settings));

        JsonNode body = JsonNode.Parse(server.Body!)!;
        Assert.Equal(0.25, (double?)body["temperature"]);
        Assert.Equal(0.5, (double?)body["top_p"]);
        Assert.Equal(20, (int?)body["top_k"]);
        Assert.Equal(300, (int?)body["max_output_tokens"]);
        Assert.Equal(0.05, (double?)body["min_p"]);
        Assert.Equal(1.5, (double?)body["repeat_penalty"]);
        Assert.Equal(8192, (int?)body["context_length"]);
        Assert.Equal(false, (bool?)body["store"]);
        Assert.Equal("mcp/weather", (string?)body["integrations"]![0]!["id"] ?? (string?)body["integrations"]![0]);
        Assert.Equal(0.25, typed.Temperature);
        Assert.Equal(8192, typed.ContextLength);
        Assert.False(typed.Store);
    }
}
