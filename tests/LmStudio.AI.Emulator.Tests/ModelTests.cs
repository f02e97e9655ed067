using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ModelTests
{
    private static readonly EmulatorModel[] Catalogue =
    [
        new()
        {
            Key = "google/gemma-4-e4b", DisplayName = "Gemma 4 E4B", Architecture = "gemma4", Quantization = "4bit", SizeBytes = 6_861_915_950,
            ParamsString = "4B", Format = "mlx", Vision = true, ReasoningOptions = ["off", "on"],
        },
        new()
        {
            Key = "text-embedding-nomic-embed-text-v1.5", Type = EmulatorModelType.Embedding, Publisher = "nomic-ai", DisplayName = "Nomic Embed Text v1.5",
            SizeBytes = 84_106_624, MaxContextLength = 2_048, DefaultContextLength = 2_048,
        },
    ];

    [Fact]
    public async Task List_LlmAndEmbeddingModel_HaveTheCapturedShapes()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Models.Clear();
            Array.ForEach(Catalogue, options.Models.Add);
        });
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-4-e4b", contextLength: 8192);
        lmStudio.LoadModel("text-embedding-nomic-embed-text-v1.5");

        Api.Reply reply = await api.GetAsync("/api/v1/models");

        Assert.Equal(
            """
            {
              "models": [
                {
                  "type": "llm",
                  "publisher": "google",
                  "key": "google/gemma-4-e4b",
                  "display_name": "Gemma 4 E4B",
                  "architecture": "gemma4",
                  "quantization": {
                    "name": "4bit",
                    "bits_per_weight": 4
                  },
                  "size_bytes": 6861915950,
                  "params_string": "4B",
                  "loaded_instances": [
                    {
                      "id": "google/gemma-4-e4b",
                      "config": {
                        "context_length": 8192,
                        "parallel": 4,
                        "reasoning_budget_message": ""
                      }
                    }
                  ],
                  "max_context_length": 131072,
                  "format": "mlx",
                  "capabilities": {
                    "vision": true,
                    "trained_for_tool_use": true,
                    "reasoning": {
                      "allowed_options": [
                        "off",
                        "on"
                      ],
                      "default": "on"
                    }
                  },
                  "description": null,
                  "variants": [
                    "google/gemma-4-e4b@4bit"
                  ],
                  "selected_variant": "google/gemma-4-e4b@4bit"
                },
                {
                  "type": "embedding",
                  "publisher": "nomic-ai",
                  "key": "text-embedding-nomic-embed-text-v1.5",
                  "display_name": "Nomic Embed Text v1.5",
                  "quantization": {
                    "name": "Q4_K_M",
                    "bits_per_weight": 4
                  },
                  "size_bytes": 84106624,
                  "params_string": null,
                  "loaded_instances": [
                    {
                      "id": "text-embedding-nomic-embed-text-v1.5",
                      "config": {
                        "context_length": 2048
                      }
                    }
                  ],
                  "max_context_length": 2048,
                  "format": "gguf"
                }
              ]
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task List_Default_HasOneModelOfEachKindAndNoneLoaded()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        JsonArray models = (await api.GetAsync("/api/v1/models")).Json["models"]!.AsArray();

        Assert.Equal(
            [
                "qwen/qwen3-8b", "openai/gpt-oss-20b", "qwen/qwen3-vl-4b", "mistralai/ministral-3-3b", "google/gemma-3-1b",
                "text-embedding-nomic-embed-text-v1.5",
            ],
            models.Select(static model => (string?)model!["key"]));
        Assert.All(models, static model => Assert.Empty(model!["loaded_instances"]!.AsArray()));
    }

    [Fact]
    public async Task Load_Key_ReportsTheInstance()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.ModelLoadDuration = TimeSpan.FromSeconds(7.916);
        });
        using Api api = new(lmStudio);

        Task<Api.Reply> loading = api.PostAsync("/api/v1/models/load", """{"model":"google/gemma-3-1b"}""");
        await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromSeconds(7.916));

        Assert.Equal(
            """
            {
              "type": "llm",
              "instance_id": "google/gemma-3-1b",
              "load_time_seconds": 7.916,
              "status": "loaded"
            }
            """,
            (await loading).Body);
    }

    [Theory]
    [InlineData(
        """{"model":"openai/gpt-oss-20b","context_length":16384,"flash_attention":false,"echo_load_config":true}""",
        """{"context_length":16384,"eval_batch_size":512,"physical_batch_size":512,"parallel":4,"flash_attention":false,"context_checkpoints":32,"reasoning_budget_message":"","speculative_draft_mtp":false,"speculative_draft_simple":false,"speculative_draft_model":"","speculative_draft_max_tokens":3,"speculative_draft_min_tokens":0,"speculative_draft_min_continue_probability":0,"num_experts":4,"offload_kv_cache_to_gpu":true}""")]
    [InlineData(
        """{"model":"openai/gpt-oss-20b","eval_batch_size":256,"parallel":2,"num_experts":8,"offload_kv_cache_to_gpu":false,"echo_load_config":true}""",
        """{"context_length":4096,"eval_batch_size":256,"physical_batch_size":512,"parallel":2,"flash_attention":true,"context_checkpoints":32,"reasoning_budget_message":"","speculative_draft_mtp":false,"speculative_draft_simple":false,"speculative_draft_model":"","speculative_draft_max_tokens":3,"speculative_draft_min_tokens":0,"speculative_draft_min_continue_probability":0,"num_experts":8,"offload_kv_cache_to_gpu":false}""")]
    [InlineData(
        """{"model":"google/gemma-3-1b","context_length":8192,"eval_batch_size":256,"echo_load_config":true}""",
        """{"context_length":32768,"parallel":4,"reasoning_budget_message":""}""")]
    [InlineData(
        """{"model":"text-embedding-nomic-embed-text-v1.5","context_length":1000000,"echo_load_config":true}""",
        """{"context_length":2048}""")]
    public async Task Load_EchoLoadConfig_ShowsWhatWasApplied(string request, string config)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", request);

        Assert.Equal(config, reply.Json["load_config"]!.ToJsonString());
    }

    [Fact]
    public async Task Load_FixedContextLength_IgnoresWhatIsAskedFor()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
            options.Models.Add(new() { Key = "mlx-community/some", Format = "mlx", FixedContextLength = 131_072 }));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", """{"model":"mlx-community/some","context_length":8192,"echo_load_config":true}""");

        Assert.Equal(131_072, (int)reply.Json["load_config"]!["context_length"]!);
    }

    [Fact]
    public async Task Load_Again_LoadsFurtherInstances()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        for (int i = 0; i < 3; i++)
        {
            await api.PostAsync("/api/v1/models/load", """{"model":"qwen/qwen3-8b"}""");
        }

        Assert.Equal(["qwen/qwen3-8b", "qwen/qwen3-8b:2", "qwen/qwen3-8b:3"], lmStudio.LoadedInstances.Select(static instance => instance.Id));
    }

    [Theory]
    [InlineData("qwen/qwen3-8b@q4_k_m")]
    [InlineData("qwen3-8b")]
    [InlineData("nobody/nothing")]
    public async Task Load_AnythingButAKey_IsNotFound(string model)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", $$"""{"model":"{{model}}"}""");

        Assert.Equal(404, reply.Status);
        Assert.Equal($$$"""{"error":{"type":"model_not_found","message":"Model {{{model}}} not found in downloaded models"}}""", reply.Json.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "\"model\" is required", "missing_required_parameter")]
    [InlineData("""{"model":"qwen/qwen3-8b","ttl":60}""", "Unrecognized key(s) in object: 'ttl'", "unrecognized_keys")]
    [InlineData("""{"model":"qwen/qwen3-8b","context_length":"8k"}""", "Expected number, received string", "invalid_type")]
    public async Task Load_BodyOutsideTheSchema_IsRefused(string body, string message, string code)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", body);

        Assert.Equal(400, reply.Status);
        Assert.Equal(message, (string?)reply.Json["error"]!["message"]);
        Assert.Equal(code, (string?)reply.Json["error"]!["code"]);
    }

    [Fact]
    public async Task Unload_ExactInstanceId_UnloadsThatOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.LoadModel("qwen/qwen3-8b");

        Api.Reply reply = await api.PostAsync("/api/v1/models/unload", """{"instance_id":"qwen/qwen3-8b:2"}""");

        Assert.Equal("""{"instance_id":"qwen/qwen3-8b:2"}""", reply.Json.ToJsonString());
        Assert.Equal("qwen/qwen3-8b", Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task Unload_BareKeyThatIsNoInstance_UnloadsTheFirstInstanceOfTheModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.UnloadModel("qwen/qwen3-8b");

        Api.Reply reply = await api.PostAsync("/api/v1/models/unload", """{"instance_id":"qwen/qwen3-8b"}""");

        Assert.Equal(200, reply.Status);
        Assert.Empty(lmStudio.LoadedInstances);
    }

    [Fact]
    public async Task Unload_UnknownInstance_IsNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/unload", """{"instance_id":"no-such-instance"}""");

        Assert.Equal(404, reply.Status);
        Assert.Equal(
            """{"error":{"type":"model_not_found","message":"Model with instance identifier \u0027no-such-instance\u0027 is not loaded."}}""",
            reply.Json.ToJsonString());
    }

    [Fact]
    public async Task Unload_WithoutInstanceId_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/unload", "{}");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """{"error":{"message":"Missing required field instance_id","type":"invalid_request","code":"missing_required_parameter","param":"instance_id"}}""",
            reply.Json.ToJsonString());
    }

    [Fact]
    public async Task DeleteModel_DownloadedModel_IsNeitherListedNorLoaded()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.True(lmStudio.DeleteModel("qwen/qwen3-8b"));
        Assert.False(lmStudio.DeleteModel("qwen/qwen3-8b"));

        Assert.DoesNotContain("qwen/qwen3-8b", (await api.GetAsync("/api/v1/models")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await api.PostAsync("/api/v1/models/load", """{"model":"qwen/qwen3-8b"}""")).Status);
    }
}
