namespace LmStudio.AI.Tests;

/// <summary>docs/protocol.md, "Load" and "Unload".</summary>
public class LoadTests
{
    [Fact]
    public async Task LoadModel_KeyOnly_WritesNothingElse()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/load",
            """{"model":"qwen/qwen3-4b"}""",
            Answer.Json("""{"type":"llm","instance_id":"qwen/qwen3-4b:2","load_time_seconds":6.125,"status":"loaded"}"""));

        LmStudioLoadResult result = await Clients.Create(handler).LoadModelAsync(new() { Model = "qwen/qwen3-4b" });

        Assert.Equal(("llm", "qwen/qwen3-4b:2", 6.125, "loaded"), (result.Type, result.InstanceId, result.LoadTimeSeconds, result.Status));
        Assert.Null(result.LoadConfig);
    }

    // protocol.md, "Load": what was applied can differ from what was asked for, so it can be asked back.
    [Fact]
    public async Task LoadModel_AllSettings_AreWrittenAndReadBack()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/load",
            """{"model":"openai/gpt-oss-20b","context_length":8192,"eval_batch_size":256,"parallel":2,"flash_attention":true,"num_experts":4,"offload_kv_cache_to_gpu":false,"echo_load_config":true}""",
            Answer.Json("""{"type":"llm","instance_id":"openai/gpt-oss-20b","load_time_seconds":9,"status":"loaded","load_config":{"context_length":131072,"eval_batch_size":256,"parallel":2,"flash_attention":true,"offload_kv_cache_to_gpu":false,"num_experts":4,"reasoning_budget_message":"x"}}"""));

        LmStudioLoadResult result = await Clients.Create(handler).LoadModelAsync(new()
        {
            Model = "openai/gpt-oss-20b",
            ContextLength = 8192,
            EvalBatchSize = 256,
            Parallel = 2,
            FlashAttention = true,
            NumExperts = 4,
            OffloadKvCacheToGpu = false,
            EchoLoadConfig = true,
        });

        LmStudioLoadConfig config = result.LoadConfig!;
        Assert.Equal((131072, 256, 2, true, 4, false), (config.ContextLength, config.EvalBatchSize, config.Parallel, config.FlashAttention, config.NumExperts, config.OffloadKvCacheToGpu));
        Assert.Equal("x", config.AdditionalProperties!["reasoning_budget_message"].GetString());
    }

    [Fact]
    public async Task LoadModel_EmbeddingModel_GivesItsType()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/load",
            "*",
            Answer.Json("""{"type":"embedding","instance_id":"nomic","load_time_seconds":0.25,"status":"loaded","load_config":{"context_length":2048}}"""));

        LmStudioLoadResult result = await Clients.Create(handler).LoadModelAsync(new() { Model = "nomic" });

        Assert.Equal(("embedding", 2048), (result.Type, result.LoadConfig!.ContextLength));
    }

    [Fact]
    public async Task UnloadModel_Instance_GivesItsId()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /api/v1/models/unload", """{"instance_id":"qwen/qwen3-4b:2"}""", Answer.Json("""{"instance_id":"qwen/qwen3-4b:2"}"""));

        Assert.Equal("qwen/qwen3-4b:2", await Clients.Create(handler).UnloadModelAsync("qwen/qwen3-4b:2"));
    }
}
