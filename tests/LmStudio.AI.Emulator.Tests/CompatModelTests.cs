using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class CompatModelTests
{
    private const string NoModelsLoaded = """
        {
          "error": {
            "message": "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
            "type": "invalid_request_error",
            "param": "model",
            "code": null
          }
        }
        """;

    private const string NotFound = """
        {
            "error": {
                "message": "Invalid model identifier \"not-a-model\". Please specify a valid downloaded model (e.g., qwen/qwen3-8b@q4_k_m, qwen/qwen3-8b, qwen3-8b).",
                "type": "invalid_request_error",
                "param": "model",
                "code": "model_not_found"
            }
        }
        """;

    [Theory]
    [InlineData("not-a-model")]
    [InlineData("Google/Gemma-3-1B")]
    [InlineData("text-embedding-nomic-embed-text-v1.5")]
    [InlineData("")]
    public async Task Model_UnknownWithOneLoaded_IsAnsweredByTheLoadedOne(string model)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.LoadModel("text-embedding-nomic-embed-text-v1.5");

        Api.Reply reply = await AskAsync(api, model);

        Assert.Equal((200, "google/gemma-3-1b"), (reply.Status, (string?)reply.Json["model"]));
    }

    [Theory]
    [InlineData]
    [InlineData("google/gemma-3-1b", "qwen/qwen3-8b")]
    public async Task Model_UnknownWithNoneOrSeveralLoaded_IsNotFound(params string[] loaded)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        Array.ForEach(loaded, key => lmStudio.LoadModel(key));

        Api.Reply reply = await AskAsync(api, "not-a-model");

        Assert.Equal((400, NotFound), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Model_NoneNamedAndNoneLoaded_IsAskedFor()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/completions", """{"prompt":"Once upon"}""");

        Assert.Equal((400, NoModelsLoaded), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Model_NoneNamedAndSeveralLoaded_IsAskedFor()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.LoadModel("qwen/qwen3-8b");

        Api.Reply reply = await api.PostAsync("/v1/completions", """{"prompt":"Once upon"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Multiple models are loaded. Please specify a model by providing a 'model' field.",
                "type": "invalid_request_error",
                "param": "model",
                "code": "model_not_found"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Model_Downloaded_IsLoadedJustInTime()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");

        Api.Reply reply = await AskAsync(api, "qwen/qwen3-8b@q4_k_m");

        Assert.Equal("qwen/qwen3-8b", (string?)reply.Json["model"]);
        Assert.True(lmStudio.LoadedInstances[^1].LoadedJustInTime);
    }

    [Fact]
    public async Task Model_InstanceId_IsTheReplysModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.LoadModel("google/gemma-3-1b");

        Api.Reply reply = await AskAsync(api, "google/gemma-3-1b:2");

        Assert.Equal("google/gemma-3-1b:2", (string?)reply.Json["model"]);
        Assert.Equal("google/gemma-3-1b:2", (string?)reply.Json["system_fingerprint"]);
    }

    [Fact]
    public async Task JustInTimeOff_NothingLoaded_SaysSo()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);

        Api.Reply reply = await AskAsync(api, "qwen/qwen3-8b");

        Assert.Equal((400, NoModelsLoaded), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task JustInTimeOff_AnotherModelLoaded_IsAnsweredByIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");

        Assert.Equal("google/gemma-3-1b", (string?)(await AskAsync(api, "qwen/qwen3-8b")).Json["model"]);
    }

    [Fact]
    public async Task RefuseLoads_Chat_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.RefuseLoads = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await AskAsync(api, "qwen/qwen3-8b");

        Assert.Equal(400, reply.Status);
        Assert.Equal("Model loading was stopped due to insufficient system resources.", (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task List_JustInTimeOn_HasAllDownloadedModelsWithoutCreated()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Models.Clear();
            options.Models.Add(new() { Key = "google/gemma-3-1b" });
            options.Models.Add(new() { Key = "text-embedding-nomic-embed-text-v1.5", Type = EmulatorModelType.Embedding });
        });
        using Api api = new(lmStudio);

        Api.Reply reply = await api.GetAsync("/v1/models");

        Assert.Equal(
            """
            {
              "data": [
                {
                  "id": "google/gemma-3-1b",
                  "object": "model",
                  "owned_by": "organization_owner"
                },
                {
                  "id": "text-embedding-nomic-embed-text-v1.5",
                  "object": "model",
                  "owned_by": "organization_owner"
                }
              ],
              "object": "list"
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task List_JustInTimeOff_HasLoadedInstances()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.LoadModel("google/gemma-3-1b");

        Api.Reply reply = await api.GetAsync("/v1/models");

        Assert.Equal(["google/gemma-3-1b", "google/gemma-3-1b:2"], reply.Json["data"]!.AsArray().Select(static model => (string?)model!["id"]));
    }

    [Fact]
    public async Task LegacyList_Models_HaveStateAndLoadedContextLength()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-vl-4b", contextLength: 8192);

        JsonArray models = (await api.GetAsync("/api/v0/models")).Json["data"]!.AsArray();

        Wire.AssertJson(
            """
            {
              "id": "qwen/qwen3-vl-4b", "object": "model", "type": "vlm", "publisher": "qwen", "arch": "qwen3vl", "compatibility_type": "gguf",
              "quantization": "Q4_K_M", "state": "loaded", "max_context_length": 262144, "loaded_context_length": 8192, "capabilities": [ "tool_use" ]
            }
            """,
            models[2]);
        Assert.Equal(("embeddings", "not-loaded"), ((string?)models[^1]!["type"], (string?)models[^1]!["state"]));
    }

    private static Task<Api.Reply> AskAsync(Api api, string model) =>
        api.PostAsync("/v1/chat/completions", $$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hi"}]}""");
}
