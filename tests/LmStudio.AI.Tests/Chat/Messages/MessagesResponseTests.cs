using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of whole answers of <c>/v1/messages</c> (docs/protocol.md, "POST /v1/messages").</summary>
public class MessagesResponseTests
{
    [Fact]
    public async Task GetResponse_Text_HasIdsModelAndFinishReason()
    {
        ChatResponse response = await MessagesClients.GetAsync(MessagesPayloads.All["text"].Answer);

        Assert.Equal("High water at noon.", response.Text);
        Assert.Equal("msg_01", response.ResponseId);
        Assert.Null(response.ConversationId);
        Assert.Equal("ibm/granite-4-micro", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.NotNull(response.CreatedAt);
        Assert.Equal("/v1/messages", Assert.Single(response.Messages).AdditionalProperties!["lmstudio.endpoint"]);
    }

    [Fact]
    public async Task GetResponse_Any_GivesItsJson()
    {
        ChatResponse response = await MessagesClients.GetAsync("""{"type":"message","content":[{"type":"chart","scale":5000},{"type":"text","text":"ok"}],"model":"m"}""");

        LmStudioCompatibleChatEvent raw = Assert.IsType<LmStudioCompatibleChatEvent>(response.RawRepresentation);
        Assert.Equal("message", raw.Type);
        Assert.Equal(5000, raw.Data.GetProperty("content")[0].GetProperty("scale").GetInt32());
        Assert.Equal("ok", Assert.IsType<TextContent>(Assert.Single(response.Messages[0].Contents)).Text);
    }

    [Fact]
    public async Task GetResponse_Usage_IsCounted()
    {
        ChatResponse response = await MessagesClients.GetAsync(MessagesPayloads.All["text"].Answer);

        Assert.Equal(21, response.Usage!.InputTokenCount);
        Assert.Equal(5, response.Usage.OutputTokenCount);
        Assert.Equal(26, response.Usage.TotalTokenCount);
        Assert.Null(response.Usage.CachedInputTokenCount);
    }

    // protocol.md: the format counts tokens of the cache apart.
    [Fact]
    public async Task GetResponse_UsageOfCache_IsPartOfTheInput()
    {
        ChatResponse response = await MessagesClients.GetAsync("""{"content":[],"usage":{"input_tokens":8,"cache_read_input_tokens":40,"cache_creation_input_tokens":2,"output_tokens":19}}""");

        Assert.Equal(50, response.Usage!.InputTokenCount);
        Assert.Equal(40, response.Usage.CachedInputTokenCount);
        Assert.Equal(69, response.Usage.TotalTokenCount);
    }

    [Theory]
    [InlineData("\"end_turn\"", "stop")]
    [InlineData("\"stop_sequence\"", "stop")]
    [InlineData("\"max_tokens\"", "length")]
    [InlineData("\"tool_use\"", "tool_calls")]
    [InlineData("\"refusal\"", "refusal")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public async Task GetResponse_StopReason_IsFinishReason(string stopReason, string? expected)
    {
        ChatResponse response = await MessagesClients.GetAsync($$"""{"content":[{"type":"text","text":"ok"}],"stop_reason":{{stopReason}}}""");

        Assert.Equal(expected, response.FinishReason?.Value);
    }

    [Theory]
    [InlineData("end_turn", "tool_calls")]
    [InlineData("max_tokens", "length")]
    public async Task GetResponse_CallWithOtherStopReason_IsToolCallsUnlessCutOff(string stopReason, string expected)
    {
        ChatResponse response = await MessagesClients.GetAsync($$$"""{"content":[{"type":"tool_use","id":"a","name":"f","input":{}}],"stop_reason":"{{{stopReason}}}"}""");

        Assert.Equal(expected, response.FinishReason!.Value.Value);
    }

    [Fact]
    public async Task GetResponse_Thinking_IsReasoning()
    {
        ChatResponse response = await MessagesClients.GetAsync(MessagesPayloads.All["thinking"].Answer);

        Assert.Equal("The tide table – 第3頁", Assert.IsType<TextReasoningContent>(response.Messages[0].Contents[0]).Text);
        Assert.Equal("Flut um zwölf 🌊.", response.Text);
    }

    [Fact]
    public async Task GetResponse_ToolUse_IsFunctionCall()
    {
        ChatResponse response = await MessagesClients.GetAsync(MessagesPayloads.All["calls"].Answer);

        FunctionCallContent[] calls = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(["toolu_a", "toolu_b", "toolu_c", "toolu_d"], calls.Select(static call => call.CallId));
        Assert.Equal("get_tide", calls[0].Name);
        Assert.Equal("""{"harbour":"Büsum","days":2}""", MessagesClients.Json(calls[0].Arguments));
        Assert.Equal("{}", MessagesClients.Json(calls[3].Arguments));
        Assert.All(calls, static call => Assert.Null(call.Exception));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    // Some servers write arguments as text, as the other endpoints do.
    [Fact]
    public async Task GetResponse_InputAsText_IsRead()
    {
        ChatResponse response = await MessagesClients.GetAsync("""{"content":[{"type":"tool_use","id":"a","name":"f","input":"{\"n\":1}"}]}""");

        Assert.Equal("""{"n":1}""", MessagesClients.Json(response.Messages[0].Contents.OfType<FunctionCallContent>().Single().Arguments));
    }

    [Theory]
    [InlineData("\"{\\\"n\\\":\"")]
    [InlineData("\"five\"")]
    [InlineData("\"[1]\"")]
    public async Task GetResponse_InputThatIsNoObject_IsTheCallsException(string input)
    {
        ChatResponse response = await MessagesClients.GetAsync($$"""{"content":[{"type":"tool_use","id":"a","name":"f","input":{{input}}}]}""");

        Assert.NotNull(response.Messages[0].Contents.OfType<FunctionCallContent>().Single().Exception);
    }

    [Theory]
    [InlineData("""{"type":"tool_use","name":"f","input":{}}""")]
    [InlineData("""{"type":"tool_use","id":"","name":"f","input":{}}""")]
    [InlineData("""{"type":"tool_use","id":null,"name":"f","input":{}}""")]
    public async Task GetResponse_CallWithoutId_GetsOne(string block)
    {
        ChatResponse response = await MessagesClients.GetAsync($$"""{"content":[{{block}},{{block}}]}""");

        Assert.Equal(
            [response.Messages[0].MessageId + "_tool_1", response.Messages[0].MessageId + "_tool_2"],
            response.Messages[0].Contents.OfType<FunctionCallContent>().Select(static call => call.CallId));
    }

    // protocol.md: LM Studio makes the names of tools snake_case.
    [Fact]
    public async Task GetResponse_NameInSnakeCase_IsTheFunctionsOwn()
    {
        ChatResponse response = await MessagesClients.GetAsync(
            """{"content":[{"type":"tool_use","id":"a","name":"get_tide","input":{}}]}""",
            new() { Tools = [AIFunctionFactory.Create(() => 1, "GetTide")] });

        Assert.Equal("GetTide", response.Messages[0].Contents.OfType<FunctionCallContent>().Single().Name);
    }

    // protocol.md: calls that LM Studio's parser does not see stay text.
    [Fact]
    public async Task GetResponse_CallInText_StaysText()
    {
        ChatResponse response = await MessagesClients.GetAsync("""{"content":[{"type":"text","text":"[TOOL_CALLS]get_tide{}"}],"stop_reason":"end_turn"}""");

        Assert.Equal("[TOOL_CALLS]get_tide{}", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData("""{"content":[]}""")]
    [InlineData("""{"content":[null,5,{},{"type":"text"},{"type":"text","text":7},{"type":"thinking","thinking":null}],"model":5,"id":[],"stop_reason":{},"usage":"none"}""")]
    public async Task GetResponse_MembersOfOtherTypes_CountAsNotSent(string body)
    {
        ChatResponse response = await MessagesClients.GetAsync(body);

        Assert.Empty(Assert.Single(response.Messages).Contents);
        Assert.Null(response.FinishReason);
        Assert.Null(response.Usage);
    }
}
