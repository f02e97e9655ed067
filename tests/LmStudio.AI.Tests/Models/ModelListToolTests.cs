using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using static LmStudio.AI.Tests.ModelToolCalls;

namespace LmStudio.AI.Tests;

/// <summary>The tools by which a model looks at models.</summary>
public class ModelListToolTests
{
    private const string Model = "qwen/qwen3-8b";

    [Fact]
    public async Task ListModels_All_IsShort()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);

        string list = await CallAsync(client, "list_models");

        Assert.StartsWith(
            """{"models":[{"model":"qwen/qwen3-8b","type":"llm","parameters":"8B","size":"5.0 GB","abilities":["tools","reasoning"],"loaded_instances":["qwen/qwen3-8b"]},{"model":"openai/gpt-oss-20b",""",
            list);
        Assert.EndsWith("""{"model":"text-embedding-nomic-embed-text-v1.5","type":"embedding","size":"84.1 MB"}]}""", list);
        Assert.True(list.Length < 1000);
    }

    [Fact]
    public async Task ListModels_Search_Filters()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);

        Json.Equal(
            """{"models":[{"model":"google/gemma-3-1b","type":"llm","parameters":"1B","size":"771.9 MB"}]}""",
            await CallAsync(client, "list_models", """{"search":"GEMMA"}"""));
        Json.Equal("""{"models":[]}""", await CallAsync(client, "list_models", """{"search":"gemma","loaded_only":"true"}"""));
    }

    [Fact]
    public async Task ListModels_Many_IsCut()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options =>
        {
            for (int i = 0; i < 60; i++)
            {
                options.Models.Add(new() { Key = $"acme/model-{i}" });
            }
        });
        using LmStudioClient client = new(server.Endpoint, "");

        string list = await CallAsync(client, "list_models");

        Assert.EndsWith("""],"note":"26 more: use search."}""", list);
    }

    [Fact]
    public async Task GetModel_LoadedModel_HasItsInstances()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client);
        _ = server.LoadModel(Model);
        _ = await CallAsync(tools, "load_model", """{"model":"qwen/qwen3-8b","context_length":8192}""");

        Json.Equal(
            """
            {"model":"qwen/qwen3-8b","name":"Qwen3 8B","type":"llm","parameters":"8B","size":"5.0 GB","quantization":"Q4_K_M","format":"gguf","max_context_length":40960,
             "abilities":["tools","reasoning"],"reasoning_settings":["off","on"],
             "loaded_instances":[
                {"instance":"qwen/qwen3-8b","context_length":4096,"parallel":4},
                {"instance":"qwen/qwen3-8b:2","context_length":8192,"parallel":4,"loaded_by_you":true}]}
            """,
            await CallAsync(tools, "get_model", """{"model":"qwen/qwen3-8b:2"}"""));
    }

    [Fact]
    public async Task GetModel_UnknownModel_SaysWhatToDo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal(
            """{"error":"No model 'qwen3' is downloaded. Call list_models for the exact keys."}""",
            await CallAsync(client, "get_model", """{"model":"qwen3"}"""));
    }
}
