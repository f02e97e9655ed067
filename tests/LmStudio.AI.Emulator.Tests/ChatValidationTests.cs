using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatValidationTests
{
    [Theory]
    [InlineData("""{"input":"Hi"}""", "\"model\" is required", "missing_required_parameter", "model")]
    [InlineData("""{"model":"qwen/qwen3-8b"}""", "\"input\" is required", "missing_required_parameter", "input")]
    [InlineData("", "\"model\" is required, \"input\" is required", "missing_required_parameter", "model")]
    [InlineData("""{"model":1,"input":"Hi"}""", "Expected string, received number", "invalid_type", "model")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","stream":"yes"}""", "Expected boolean, received string", "invalid_type", "stream")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","system_prompt":null}""", "Expected string, received null", "invalid_type", "system_prompt")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","max_output_tokens":1.5}""", "Expected integer, received float", "invalid_type", "max_output_tokens")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","max_output_tokens":0}""", "Number must be greater than or equal to 1", "too_small", "max_output_tokens")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","top_p":1.5}""", "Number must be less than or equal to 1", "too_big", "top_p")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","integrations":"mcp/x"}""", "Expected array, received string", "invalid_type", "integrations")]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"thread_1"}""", "Invalid input: must start with \"resp_\"", "invalid_string", "previous_response_id")]
    [InlineData("[]", "Expected object, received array", "invalid_type", null)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","stop":["a"]}""", "Unrecognized key(s) in object: 'stop'", "unrecognized_keys", null)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","seed":1,"tools":[]}""", "Unrecognized key(s) in object: 'seed', 'tools'", "unrecognized_keys", null)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","ttl":60}""", "Unrecognized key(s) in object: 'ttl'", "unrecognized_keys", null)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","thread_id":"thread_1"}""", "Unrecognized key(s) in object: 'thread_id'", "unrecognized_keys", null)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","mcp_servers":[]}""", "Unrecognized key(s) in object: 'mcp_servers'", "unrecognized_keys", null)]
    public async Task Chat_BodyOutsideTheSchema_IsRefused(string body, string message, string code, string? param) =>
        await AssertRefusedAsync(body, message, code, param);

    [Theory]
    [InlineData("""[{"type":"message","content":"Hi"}]""", "Invalid discriminator value. Expected 'text' | 'image'")]
    [InlineData("""[{"type":"text","text":"Hi"}]""", "'input.0.content' is required, Unrecognized key(s) in object: 'text'")]
    [InlineData("""[{"type":"text","content":"Hi"},{"type":"image"}]""", "'input.1.data_url' is required")]
    [InlineData("""[{"type":"text","content":"Hi","role":"user"}]""", "Unrecognized key(s) in object: 'role'")]
    [InlineData("""[{"type":"image","data_url":"https://example.com/a.png"}]""", "'input.0.data_url' must be a base64-encoded image data URL")]
    [InlineData("""["Hi"]""", "Expected object, received string, Invalid discriminator value. Expected 'text' | 'image'")]
    [InlineData("[]", "Array must contain at least 1 element(s)")]
    [InlineData("7", "Expected string, received number, Expected array, received number")]
    public async Task Chat_InputOutsideTheSchema_IsAnInvalidUnion(string input, string message) =>
        await AssertRefusedAsync($$"""{"model":"qwen/qwen3-8b","input":{{input}} }""", message, "invalid_union", "input");

    [Theory]
    [InlineData("""{"type":"mcp","id":"mcp/x"}""", "Invalid discriminator value. Expected 'plugin' | 'ephemeral_mcp'")]
    [InlineData("""{"type":"plugin"}""", "'integrations.0.id' is required")]
    [InlineData("""{"type":"ephemeral_mcp","server_label":"x"}""", "'integrations.0.server_url' is required")]
    [InlineData("""{"type":"ephemeral_mcp","server_label":"x","server_url":"https://example.com","require_approval":"never"}""", "Unrecognized key(s) in object: 'require_approval'")]
    [InlineData("""{"type":"plugin","id":"mcp/x","allowed_tools":[1]}""", "Expected string, received number")]
    [InlineData("""{"type":"ephemeral_mcp","server_label":"x","server_url":"https://example.com","headers":{"a":1} }""", "Expected string, received number")]
    public async Task Chat_IntegrationOutsideTheSchema_IsAnInvalidUnion(string integration, string message) =>
        await AssertRefusedAsync($$"""{"model":"qwen/qwen3-8b","input":"Hi","integrations":[{{integration}}]}""", message, "invalid_union", "integrations");

    [Theory]
    [InlineData("google/gemma-3-1b", "on", "Model 'google/gemma-3-1b' does not expose reasoning configuration.")]
    [InlineData("openai/gpt-oss-20b", "on", "Reasoning setting 'on' is not supported by model 'openai/gpt-oss-20b'. Supported settings: 'low', 'medium', 'high'.")]
    [InlineData("qwen/qwen3-8b", "max", "Reasoning setting 'max' is not supported by model 'qwen/qwen3-8b'. Supported settings: 'off', 'on'.")]
    public async Task Chat_ReasoningTheModelDoesNotTake_IsRefused(string model, string reasoning, string message) =>
        await AssertRefusedAsync($$"""{"model":"{{model}}","input":"Hi","reasoning":"{{reasoning}}"}""", message, "invalid_value", "reasoning");

    [Fact]
    public async Task Chat_ImageForATextModel_IsRefused() => await AssertRefusedAsync(
        """{"model":"qwen/qwen3-8b","input":[{"type":"image","data_url":"data:image/png;base64,aGVsbG8="}]}""",
        "The provided messages contain images, but qwen/qwen3-8b does not support image inputs.",
        "invalid_value",
        "input");

    [Fact]
    public async Task Chat_EmbeddingModel_IsRefused() => await AssertRefusedAsync(
        """{"model":"text-embedding-nomic-embed-text-v1.5","input":"Hi"}""",
        "Model 'text-embedding-nomic-embed-text-v1.5' is an embedding model and can't be used for chat.",
        "invalid_value",
        "model");

    [Fact]
    public async Task Chat_UnknownModel_IsNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"not-a-model","input":"Hi"}""");

        Assert.Equal(404, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Invalid model identifier \"not-a-model\". Please specify a valid downloaded model.",
                "type": "invalid_request",
                "param": "model",
                "code": "model_not_found"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task Chat_RefusedStream_IsAPlainJsonReply()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.SendStreamAsync("""{"model":"not-a-model","input":"Hi","stream":true}""");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Chat_Refused_LeavesTheScriptAlone()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Still here."));

        await api.ChatAsync("""{"model":"not-a-model","input":"Hi"}""");

        Assert.Equal(1, lmStudio.Script.Count);
    }

    [Fact]
    public async Task Chat_EveryReleasedField_IsAccepted()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""
            {"model":"qwen/qwen3-8b","input":[{"type":"text","content":"Hi"},{"type":"text","content":"there"}],"system_prompt":"Be kind.","integrations":[],
             "stream":false,"temperature":0.7,"top_p":0.9,"min_p":0.05,"top_k":40,"repeat_penalty":1.1,"presence_penalty":0.5,
             "max_output_tokens":100,"reasoning":"off","context_length":8192,"store":true}
            """);

        Assert.Equal(200, reply.Status);
    }

    private static async Task AssertRefusedAsync(string body, string message, string code, string? param)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync(body);

        Assert.Equal(400, reply.Status);
        JsonNode error = reply.Json["error"]!;
        Assert.Equal(message, (string?)error["message"]);
        Assert.Equal("invalid_request", (string?)error["type"]);
        Assert.Equal(code, (string?)error["code"]);
        Assert.Equal(param, (string?)error["param"]);
    }
}
