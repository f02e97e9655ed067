using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How whole answers of <c>/v1/responses</c> are read (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesReplyTests
{
    private static readonly string Message = ResponsesPayloads.ReadResponse(ResponsesPayloads.Message);

    // protocol.md: "top_p": false, and more fields than are documented.
    [Fact]
    public async Task GetResponse_Message_IsReadWhole()
    {
        ChatResponse response = await ResponsesChat.GetAsync(Message);

        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.Equal("A greeting — “ünïcode” 🙂.", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        Assert.Equal("Good evening!", Assert.IsType<TextContent>(message.Contents[1]).Text);
        Assert.Equal(2, message.Contents.Count);
        Assert.Equal("google/gemma-4-e4b", response.ModelId);
        Assert.Equal("resp_5b1d", response.ResponseId);
        Assert.Equal("resp_5b1d", response.ConversationId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("/v1/responses", message.AdditionalProperties!["lmstudio.endpoint"]);
    }

    [Fact]
    public async Task GetResponse_RawRepresentation_IsJsonOfAnswer()
    {
        ChatResponse response = await ResponsesChat.GetAsync(Message);

        Assert.Equal(JsonValueKind.False, Assert.IsType<JsonElement>(response.RawRepresentation).GetProperty("top_p").ValueKind);
        Assert.Equal(1.1, ((JsonElement)response.Messages[0].RawRepresentation!).GetProperty("frequency_penalty").GetDouble());
    }

    // protocol.md: the object as 0.4.25 sends it, with fields that OpenAI's documentation has and others.
    [Fact]
    public async Task GetResponse_ObjectOfARealServer_IsRead()
    {
        ChatResponse response = await ResponsesChat.GetAsync(
            """
            {"id":"resp_0a","object":"response","created_at":1790000000,"completed_at":1790000001,"status":"completed","background":false,"error":null,"incomplete_details":null,
             "instructions":null,"max_output_tokens":null,"max_tool_calls":null,"model":"google/gemma-3-1b",
             "output":[{"id":"msg_0a","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi.","annotations":[],"logprobs":[]}]}],
             "parallel_tool_calls":true,"presence_penalty":0,"frequency_penalty":1.1,"previous_response_id":null,"prompt_cache_key":null,"reasoning":{"effort":null,"summary":null},
             "safety_identifier":null,"service_tier":"auto","store":true,"temperature":0.8,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_logprobs":0,
             "top_p":0.8,"truncation":"auto","usage":{"input_tokens":15,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":18},"metadata":{}}
            """);

        Assert.Equal("Hi.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("resp_0a", response.ConversationId);
        Assert.Equal(18, response.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task GetResponse_Usage_IsPassedOn()
    {
        UsageDetails usage = (await ResponsesChat.GetAsync(Message)).Usage!;

        Assert.Equal(21, usage.InputTokenCount);
        Assert.Equal(14, usage.OutputTokenCount);
        Assert.Equal(35, usage.TotalTokenCount);
        Assert.Equal(6, usage.CachedInputTokenCount);
        Assert.Equal(9, usage.ReasoningTokenCount);
    }

    // protocol.md: input_tokens of 0 were seen for a repeated prompt. They are what the server says.
    [Theory]
    [InlineData("""{"input_tokens":0,"output_tokens":4,"input_tokens_details":{"cached_tokens":0}}""", 0, 4, 4, 0)]
    [InlineData("""{"input_tokens":3,"output_tokens":4,"total_tokens":40,"input_tokens_details":{"cached_tokens":33}}""", 3, 4, 40, 33)]
    [InlineData("""{"input_tokens":3,"output_tokens":4,"input_tokens_details":null}""", 3, 4, 7, null)]
    public async Task GetResponse_InputTokensWithoutCachedOnes_ArePassedOnWithoutArithmetic(string usage, int input, int output, int total, int? cached)
    {
        UsageDetails details = (await ResponsesChat.GetAsync($$"""{"id":"resp_1","output":[],"usage":{{usage}}}""")).Usage!;

        Assert.Equal(input, details.InputTokenCount);
        Assert.Equal(output, details.OutputTokenCount);
        Assert.Equal(total, details.TotalTokenCount);
        Assert.Equal(cached, details.CachedInputTokenCount);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task GetResponse_NoUsage_HasNone(string usage) =>
        Assert.Null((await ResponsesChat.GetAsync($$"""{"id":"resp_1","output":[],"usage":{{usage}}}""")).Usage);

    [Fact]
    public async Task GetResponse_FunctionCalls_AreComplete()
    {
        ChatResponse response = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(ResponsesPayloads.FunctionCalls));

        FunctionCallContent[] calls = [.. response.Messages[0].Contents.Cast<FunctionCallContent>()];
        Assert.Equal(["call_81", "call_82"], calls.Select(static call => call.CallId));
        Assert.Equal(["Saint-Malo", "Brest"], calls.Select(static call => call.Arguments!["port"]!.ToString()));
        Assert.All(calls, static call => Assert.Equal("get_tide", call.Name));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_CallWithoutId_GetsOne()
    {
        ChatResponse response = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(ResponsesPayloads.WholeFunctionCall));

        Assert.Equal(response.Messages[0].MessageId + "_tool_1", response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId);
    }

    [Fact]
    public async Task GetResponse_ArgumentsNotJson_TellsWithCall()
    {
        ChatResponse response = await ResponsesChat.GetAsync("""{"id":"resp_1","output":[{"type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":"}]}""");

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.NotNull(call.Exception);
        Assert.Equal("count", call.Name);
    }

    // protocol.md: LM Studio writes the names of tools in snake_case.
    [Fact]
    public async Task GetResponse_NameOfToolChanged_IsChangedBack()
    {
        ChatResponse response = await ResponsesChat.GetAsync(
            """{"id":"resp_1","output":[{"type":"function_call","call_id":"call_1","name":"get_tide","arguments":"{}"}]}""",
            new() { Tools = [AIFunctionFactory.Create(() => "rising", "GetTide")] });

        Assert.Equal("GetTide", response.Messages[0].Contents.OfType<FunctionCallContent>().Single().Name);
    }

    [Fact]
    public async Task GetResponse_McpCalls_AreCallsAndResults()
    {
        ChatResponse response = await ResponsesChat.GetAsync(ResponsesPayloads.ReadResponse(ResponsesPayloads.McpCalls));

        IList<AIContent> contents = response.Messages[0].Contents;
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(contents[0]);
        McpServerToolResultContent result = Assert.IsType<McpServerToolResultContent>(contents[1]);
        Assert.Equal("mcp_2", call.CallId);
        Assert.Equal("find_river", call.Name);
        Assert.Equal("atlas", call.ServerName);
        Assert.Equal("Porto", call.Arguments!["city"]!.ToString());
        Assert.Equal("mcp_2", result.CallId);
        Assert.Equal("Douro", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);
        Assert.Equal("mcp_call", Assert.IsType<JsonElement>(result.RawRepresentation).GetProperty("type").GetString());
        Assert.Null(call.RawRepresentation);
        Assert.Equal("No such tool.", Assert.IsType<ErrorContent>(Assert.Single(Assert.IsType<McpServerToolResultContent>(contents[3]).Outputs!)).Message);
        Assert.Equal("The Douro.", contents[4].ToString());
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData("""{"type":"mcp_call","name":"f","arguments":"no json","error":{"type":"mcp_tool_execution_error","message":"Broken."}}""", "Broken.")]
    [InlineData("""{"type":"mcp_call","name":"f","status":"failed","output":"Broken."}""", "Broken.")]
    [InlineData("""{"type":"mcp_call","name":"f","status":"failed"}""", "The call failed.")]
    public async Task GetResponse_FailedMcpCall_HasErrorForResult(string item, string message)
    {
        ChatResponse response = await ResponsesChat.GetAsync($$"""{"id":"resp_1","output":[{{item}}]}""");

        McpServerToolResultContent result = Assert.IsType<McpServerToolResultContent>(response.Messages[0].Contents[1]);
        Assert.Equal(message, Assert.IsType<ErrorContent>(Assert.Single(result.Outputs!)).Message);
        Assert.Equal(response.Messages[0].MessageId + "_tool_1", result.CallId);
    }

    [Fact]
    public async Task GetResponse_UnknownItemsAndParts_CostNothingElse()
    {
        ChatResponse response = await ResponsesChat.GetAsync(
            """{"id":"resp_1","output":[{"type":"weather","content":"blue"},7,{"type":"message","content":[{"type":"map"},null,{"type":"output_text","text":"Hi"}]}]}""");

        Assert.Equal("Hi", response.Text);
    }

    [Theory]
    [InlineData("""{"reason":"max_output_tokens"}""", "length")]
    [InlineData("null", "length")]
    [InlineData("""{"reason":"content_filter"}""", "content_filter")]
    [InlineData("""{"reason":"low_battery"}""", "low_battery")]
    public async Task GetResponse_Incomplete_FinishReasonTellsWhy(string details, string expected)
    {
        ChatResponse response = await ResponsesChat.GetAsync($$"""{"id":"resp_1","status":"incomplete","incomplete_details":{{details}},"output":[]}""");

        Assert.Equal(expected, response.FinishReason!.Value.Value);
    }

    // protocol.md: "completed" was seen for answers that were cut off.
    [Theory]
    [InlineData(13, "length")]
    [InlineData(14, "length")]
    [InlineData(15, "stop")]
    public async Task GetResponse_CompletedWithAllTokensUsed_IsLength(int most, string expected)
    {
        Assert.Equal(expected, (await ResponsesChat.GetAsync(Message, new() { MaxOutputTokens = most })).FinishReason!.Value.Value);
        Assert.Equal(expected, (await ResponsesChat.GetAsync(Message, new() { RawRepresentationFactory = _ => new JsonObject { ["max_output_tokens"] = most } })).FinishReason!.Value.Value);
    }

    [Fact]
    public async Task GetResponse_OtherStatus_IsFinishReason() =>
        Assert.Equal("cancelled", (await ResponsesChat.GetAsync("""{"id":"resp_1","status":"cancelled","output":[]}""")).FinishReason!.Value.Value);

    // protocol.md: the server gives an id also to answers that it does not store.
    [Fact]
    public async Task GetResponse_NotStored_CannotBeContinued()
    {
        Assert.All(
            [
                await ResponsesChat.GetAsync(Message, new() { Store = false }),
                await ResponsesChat.GetAsync(Message, new() { RawRepresentationFactory = static _ => new JsonObject { ["store"] = false } }),
                await ResponsesChat.GetAsync("""{"id":"resp_5b1d","store":false,"output":[]}"""),
            ],
            static response =>
            {
                Assert.Null(response.ConversationId);
                Assert.Equal("resp_5b1d", response.ResponseId);
            });
    }
}
