using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>Oddities that captures of LM Studio 0.4.24 and newer show.</summary>
public sealed class CapturedFactTests
{
    [Theory]
    [InlineData("Google/Gemma-3-1B")]
    [InlineData("GEMMA-3-1b")]
    public async Task Chat_KeyInAnotherLetterCase_IsAnsweredByTheModel(string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync($$"""{"model":"{{name}}","input":"Hi"}""");

        Assert.Equal("google/gemma-3-1b", (string?)reply.Json["model_instance_id"]);
    }

    [Fact]
    public async Task Load_KeyInAnotherLetterCase_LoadsTheModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", """{"model":"Qwen/QWEN3-8b"}""");

        Assert.Equal("qwen/qwen3-8b", (string?)reply.Json["instance_id"]);
    }

    [Fact]
    public async Task Chat_InstanceIdInAnotherLetterCase_IsNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.LoadModel("qwen/qwen3-8b");

        Assert.Equal(200, (await api.ChatAsync("""{"model":"qwen/qwen3-8b:2","input":"Hi"}""")).Status);
        Assert.Equal(404, (await api.ChatAsync("""{"model":"Qwen/qwen3-8b:2","input":"Hi"}""")).Status);
    }

    [Fact]
    public async Task Chat_MlxModelWithContextLength_IsLoadedWithItsLongest()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi","context_length":1024}""");
        await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","context_length":1024}""");

        Assert.Equal(1024, lmStudio.LoadedInstances.Single().ContextLength);
        Assert.Equal(32_768, (await LoadedContextAsync(api, """{"model":"google/gemma-3-1b","context_length":1024,"echo_load_config":true}""")));
    }

    [Fact]
    public async Task Models_InstanceLoadedByAChat_TellsItsTimeToLiveBesideItsConfig()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hi"));
        lmStudio.LoadModel("google/gemma-3-1b", contextLength: 4096);

        JsonNode models = (await api.GetAsync("/api/v1/models")).Json["models"]!;

        Wire.AssertJson(
            """[{"id":"google/gemma-3-1b","config":{"context_length":4096,"parallel":4,"reasoning_budget_message":""}}]""",
            models[4]!["loaded_instances"]);
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("\"abc\"", 3600)]
    [InlineData("-5", 3600)]
    public async Task ChatCompletions_TimeToLive_IsThatOfTheModelItLoads(string ttl, int seconds)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ModelLoadDuration = TimeSpan.Zero);
        using Api api = new(lmStudio);

        await api.PostAsync("/v1/chat/completions", $$"""{"model":"qwen/qwen3-8b","ttl":{{ttl}},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.InRange((int)(await api.GetAsync("/api/v1/models")).Json["models"]![0]!["loaded_instances"]![0]!["remaining_ttl_seconds"]!, seconds - 20, seconds);
    }

    [Fact]
    public async Task Responses_TimeToLive_IsIgnored()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ModelLoadDuration = TimeSpan.Zero);
        using Api api = new(lmStudio);

        await api.PostAsync("/v1/responses", """{"model":"qwen/qwen3-8b","ttl":60,"input":"Hi"}""");

        Assert.InRange((int)(await api.GetAsync("/api/v1/models")).Json["models"]![0]!["loaded_instances"]![0]!["remaining_ttl_seconds"]!, 3580, 3600);
    }

    [Fact]
    public async Task Models_DecisionModel_IsListedAndDoesNotChat()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Models.Add(new EmulatorModel { Key = "acme/judge-1b", Type = EmulatorModelType.Decision }));
        using Api api = new(lmStudio);

        Assert.Equal("decision", (string?)(await api.GetAsync("/api/v1/models")).Json["models"]![6]!["type"]);
        Assert.Equal(400, (await api.ChatAsync("""{"model":"acme/judge-1b","input":"Hi"}""")).Status);
    }

    [Fact]
    public async Task ChatCompletions_DraftModel_TellsTheTokensOfTheDraft()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three"));

        Api.Reply reply = await api.PostAsync(
            "/v1/chat/completions", """{"model":"qwen/qwen3-8b","draft_model":"google/gemma-3-1b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson("""{"total_draft_tokens_count":6,"accepted_draft_tokens_count":3,"rejected_draft_tokens_count":3}""", reply.Json["stats"]);
    }

    [Fact]
    public async Task ChatCompletions_InstanceWithSpeculativeDecoding_TellsTheTokensOfTheDraft()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        await api.PostAsync("/api/v1/models/load", """{"model":"qwen/qwen3-8b","speculative_draft_mtp":true}""");
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two"));

        Api.Reply reply = await api.PostAsync("/v1/chat/completions", """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson("""{"total_draft_tokens_count":4,"accepted_draft_tokens_count":2,"rejected_draft_tokens_count":2}""", reply.Json["stats"]);
    }

    [Fact]
    public async Task Embeddings_TextLongerThanTheContext_IsCutWithoutAWord()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("text-embedding-nomic-embed-text-v1.5", contextLength: 2);

        Api.Reply reply = await api.PostAsync("/v1/embeddings", """{"model":"text-embedding-nomic-embed-text-v1.5","input":["one two","one two three"]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(reply.Json["data"]![0]!["embedding"]!.ToJsonString(), reply.Json["data"]![1]!["embedding"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_GptOss_TellsNoThinking(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm, hm."), EmulatorStep.Text("Yes."));

        Api.Reply reply = await api.PostAsync(
            "/v1/messages",
            $$"""{"model":"openai/gpt-oss-20b","max_tokens":100,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.DoesNotContain("thinking", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"output_tokens\":" + (stream ? "3" : " 3"), reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Responses_ThreadIdOfThePreview_IsNotKnown()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Dialect = EmulatorDialect.Preview);
        using Api api = new(lmStudio);
        JsonNode? thread = (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Json["thread_id"];

        Api.Reply reply = await api.PostAsync("/v1/responses", $$"""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"{{thread}}"}""");

        Assert.Equal((400, "previous_response_not_found"), (reply.Status, (string?)reply.Json["error"]!["code"]));
    }

    [Theory]
    [InlineData("/api/v1/chat", """{"model":"qwen/qwen3-8b","input":"Hi","integrations":["mcp/clock"]}""", "integrations")]
    [InlineData("/v1/responses", """{"model":"qwen/qwen3-8b","input":"Hi","tools":[{"type":"mcp","server_label":"clock"}]}""", "tools")]
    public async Task AnyChat_PluginWithoutPermission_IsForbidden(string path, string request, string param)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(
            options => options.Plugins.Add(new EmulatorPlugin("mcp/clock", AIFunctionFactory.Create(static () => "Noon", "get_time"))));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(path, request);

        Assert.Equal((403, param), (reply.Status, (string?)reply.Json["error"]!["param"]));
        Assert.Empty(lmStudio.LoadedInstances);
    }

    [Theory]
    [InlineData("/v1/tokenize")]
    [InlineData("/api/v0/tokenize")]
    [InlineData("/v1/messages/count_tokens")]
    public async Task Request_RouteThatLmStudioLacks_IsAnErrorWithStatus200(string path)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(path, """{"model":"qwen/qwen3-8b"}""");

        Assert.Equal((200, $$"""{"error":"Unexpected endpoint or method. (POST {{path}})"}"""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Responses_IgnoreResponseSchemas_AnswersInProse()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.IgnoreResponseSchemas = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/v1/responses", """
            {"model":"google/gemma-3-1b","input":"Hello","text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object","properties":{"a":{"type":"string"}}}}}}
            """);

        Assert.StartsWith("Hello! I am", (string?)reply.Json["output"]![0]!["content"]![0]!["text"], StringComparison.Ordinal);
    }

    private static async Task<int> LoadedContextAsync(Api api, string request) =>
        (int)(await api.PostAsync("/api/v1/models/load", request)).Json["load_config"]!["context_length"]!;
}
