namespace LmStudio.AI.Emulator.Tests;

public sealed class ResponsesConversationTests
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task Continue_OwnResponse_Remembers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string id = Id(await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"My name is Ada."}"""));

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","input":"What is my name?","previous_response_id":"{{id}}"}""");

        Assert.Matches("^resp_[0-9a-f]{48}$", id);
        Assert.StartsWith("Your name is Ada.", Text(reply), StringComparison.Ordinal);
        Assert.Equal(id, (string?)reply.Json["previous_response_id"]);
        Assert.Equal(8, (int?)reply.Json["usage"]!["input_tokens"]);
    }

    [Fact]
    public async Task Continue_NativeResponse_Remembers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        Api.Reply native = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"My name is Ada."}""");

        Api.Reply reply = await api.PostAsync(
            Path, $$"""{"model":"google/gemma-3-1b","input":"What is my name?","previous_response_id":"{{native.Json["response_id"]}}"}""");

        Assert.StartsWith("Your name is Ada.", Text(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continue_ResponseOnTheNativeEndpoint_Remembers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string id = Id(await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"My name is Ada."}"""));

        Api.Reply native = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"What is my name?","previous_response_id":"{{id}}"}""");

        Assert.StartsWith("Your name is Ada.", (string?)native.Json["output"]![0]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continue_WithFunctionOutput_AnswersFromIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        Api.Reply asked = await api.PostAsync(
            Path, """{"model":"google/gemma-3-1b","input":"get_time, please","tools":[{"type":"function","name":"get_time","parameters":{"type":"object"}}]}""");
        string? callId = (string?)asked.Json["output"]![0]!["call_id"];

        Api.Reply reply = await api.PostAsync(Path, $$"""
            {
              "model": "google/gemma-3-1b", "previous_response_id": "{{Id(asked)}}",
              "input": [ { "type": "function_call_output", "call_id": "{{callId}}", "output": "Noon." } ],
              "tools": [ { "type": "function", "name": "get_time", "parameters": { "type": "object" } } ]
            }
            """);

        Assert.Equal("I called get_time, and it returned: Noon.", Text(reply));
    }

    [Fact]
    public async Task StoreFalse_Response_HasAnIdThatCannotBeContinued()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string id = Id(await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"My name is Ada.","store":false}"""));

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","input":"What is my name?","previous_response_id":"{{id}}"}""");

        Assert.Equal((400, "previous_response_not_found"), (reply.Status, (string?)reply.Json["error"]!["code"]));
        Assert.Equal(
            $"Prediction history node with id '{id["resp_".Length..]}' not found while attempting to build chat history chain that includes this node.",
            (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task LoseConversations_Response_CannotBeContinued()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string id = Id(await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"Hi"}"""));
        lmStudio.Faults.LoseConversations = true;

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"google/gemma-3-1b","input":"Hi","previous_response_id":"{{id}}"}""");

        Assert.Equal((400, "previous_response_not_found"), (reply.Status, (string?)reply.Json["error"]!["code"]));
    }

    [Fact]
    public async Task InstructionsAgain_StrictTemplate_AreRefusedWithA500()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string id = Id(await api.PostAsync(Path, """{"model":"mistralai/ministral-3-3b","input":"Hi","instructions":"Be kind."}"""));

        Api.Reply reply = await api.PostAsync(
            Path, $$"""{"model":"mistralai/ministral-3-3b","input":"Hi","instructions":"Be kind.","previous_response_id":"{{id}}"}""");

        Assert.Equal(500, reply.Status);
        Wire.AssertJson(
            """{"error":{"message":"Only user, assistant and tool roles are supported, got system","type":"internal_error","param":null,"code":"unknown"}}""",
            reply.Json);
    }

    [Fact]
    public async Task PreviewDialect_Response_IsTheSame()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Dialect = EmulatorDialect.Preview);
        using Api api = new(lmStudio);

        Assert.StartsWith("resp_", Id(await api.PostAsync(Path, """{"model":"google/gemma-3-1b","input":"Hi"}""")), StringComparison.Ordinal);
    }

    private static string Id(Api.Reply reply) => (string)reply.Json["id"]!;

    private static string? Text(Api.Reply reply) => (string?)reply.Json["output"]![0]!["content"]![0]!["text"];
}
