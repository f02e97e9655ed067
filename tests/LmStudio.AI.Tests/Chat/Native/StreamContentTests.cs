using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which updates a stream gives (docs/protocol.md, "Streaming").</summary>
public class StreamContentTests
{
    private const string Start = """
        event: chat.start
        data: {"type":"chat.start","model_instance_id":"m"}


        """;

    private const string End = """
        event: message.delta
        data: {"type":"message.delta","content":"Hi"}

        event: chat.end
        data: {"type":"chat.end","result":{"model_instance_id":"m","output":[{"type":"message","content":"Hi"}],"stats":{"input_tokens":1,"total_output_tokens":2,"reasoning_output_tokens":0},"response_id":"resp_1"}}


        """;

    [Fact]
    public async Task GetStreamingResponse_ToolCall_GivesEachContentOnceAndInOrder()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call.sse"));

        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        Assert.Equal(
            ["The catalog", " will know.", "find_book", "Momo, by Michael Ende", "Michael", " Ende wrote “Momo”.", "usage"],
            contents.Select(static content => content switch
            {
                TextReasoningContent reasoning => reasoning.Text,
                McpServerToolCallContent call => call.Name,
                McpServerToolResultContent result => Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text,
                UsageContent => "usage",
                _ => Assert.IsType<TextContent>(content).Text,
            }));
    }

    [Fact]
    public async Task GetStreamingResponse_ToolCall_JoinsCallAndResultById()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call.sse"));

        McpServerToolCallContent call = updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Single();
        McpServerToolResultContent result = updates.SelectMany(static update => update.Contents).OfType<McpServerToolResultContent>().Single();
        Assert.Equal(updates[0].MessageId + "_tool_1", call.CallId);
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("library", call.ServerName);
        Assert.Equal("Momo", call.Arguments!["title"]!.ToString());
        Assert.Null(call.RawRepresentation);
        _ = Assert.IsType<LmStudioOutputItem>(result.RawRepresentation);
    }

    // protocol.md, "Streaming": tool_call.start comes bare, and the name in an event that is not documented.
    [Fact]
    public async Task GetStreamingResponse_BareToolCallStart_TellsNamesAsEventsAndCallsOnce()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call-bare-start.sse"));

        Assert.Equal(2, updates.Count(static update => update.RawRepresentation is LmStudioToolCallStartEvent { Tool: null }));
        Assert.Equal(2, updates.Count(static update => update.RawRepresentation is LmStudioToolCallNameEvent { Tool: "list_files", ProviderInfo.PluginId: "mcp/files" }));
        McpServerToolCallContent[] calls = [.. updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>()];
        Assert.Equal(["list_files", "list_files"], calls.Select(static call => call.Name));
        Assert.Equal(["mcp/files", "mcp/files"], calls.Select(static call => call.ServerName));
        Assert.Equal(2, calls.Select(static call => call.CallId).Distinct().Count());
    }

    // protocol.md, "Streaming": the result of a call can come without the arguments before it.
    [Fact]
    public async Task GetStreamingResponse_SuccessWithoutArguments_GivesCallAndResultTogether()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-success-without-arguments.sse"));

        ChatResponseUpdate update = updates.Single(static update => update.RawRepresentation is LmStudioToolCallSuccessEvent);
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(update.Contents[0]);
        McpServerToolResultContent result = Assert.IsType<McpServerToolResultContent>(update.Contents[1]);
        Assert.Equal("draw", call.Name);
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("image/png", Assert.IsType<DataContent>(Assert.Single(result.Outputs!)).MediaType);
    }

    [Fact]
    public async Task GetStreamingResponse_FailedCall_GivesCallWithErrorResult()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call-failure.sse"));

        ChatResponseUpdate update = updates.Single(static update => update.RawRepresentation is LmStudioToolCallFailureEvent);
        Assert.Equal("send_fax", Assert.IsType<McpServerToolCallContent>(update.Contents[0]).Name);
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(Assert.IsType<McpServerToolResultContent>(update.Contents[1]).Outputs!));
        Assert.Equal("Cannot find tool with name send_fax.", error.Message);
        Assert.Equal("invalid_name", error.ErrorCode);
    }

    [Fact]
    public async Task GetStreamingResponse_InvalidArguments_CallsOnceAndAnswersWithError()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call-invalid-arguments.sse"));

        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents).Where(static content => content is not UsageContent)];
        Assert.Equal(2, contents.Length);
        Assert.Equal("long ago", Assert.IsType<McpServerToolCallContent>(contents[0]).Arguments!["year"]!.ToString());
        Assert.Equal("invalid_arguments", Assert.IsType<ErrorContent>(Assert.Single(Assert.IsType<McpServerToolResultContent>(contents[1]).Outputs!)).ErrorCode);
    }

    [Fact]
    public async Task GetStreamingResponse_TwoCallsOfOneTool_JoinsResultsByArguments()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + """
            data: {"type":"tool_call.arguments","tool":"add","arguments":{"n":1}}

            data: {"type":"tool_call.arguments","tool":"add","arguments":{"n":2}}

            data: {"type":"tool_call.success","tool":"add","arguments":{"n":2},"output":"two"}

            data: {"type":"tool_call.success","tool":"add","arguments":{"n":1},"output":"one"}


            """ + End);

        string[] callIds = [.. updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Select(static call => call.CallId)];
        McpServerToolResultContent[] results = [.. updates.SelectMany(static update => update.Contents).OfType<McpServerToolResultContent>()];
        Assert.Equal([callIds[1], callIds[0]], results.Select(static result => result.CallId));
        Assert.Equal(["two", "one"], results.Select(static result => result.Outputs![0].ToString()));
    }

    // protocol.md, "Streaming": the tool's name is in "tool" or in "tool_name", depending on the event.
    [Theory]
    [InlineData("""{"type":"tool_call.arguments","tool":"add","arguments":{}}""")]
    [InlineData("""{"type":"tool_call.arguments","tool_name":"add","arguments":{}}""")]
    public async Task GetStreamingResponse_EitherNameOfTool_IsRead(string data)
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync($"{Start}data: {data}\n\n{End}");

        Assert.Equal("add", updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Single().Name);
    }

    [Fact]
    public async Task GetStreamingResponse_ArgumentsWithoutName_TakesNameOfEventBefore()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + """
            data: {"type":"tool_call.name","tool_name":"add","provider_info":{"type":"plugin","plugin_id":"mcp/sums"}}

            data: {"type":"tool_call.arguments","arguments":{"n":1}}

            data: {"type":"tool_call.success","tool":"add","arguments":{"n":1},"output":"one"}


            """ + End);

        McpServerToolCallContent call = updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Single();
        Assert.Equal("add", call.Name);
        Assert.Equal("mcp/sums", call.ServerName);
    }

    [Fact]
    public async Task GetStreamingResponse_ResultWithoutName_BelongsToTheCallThatWaits()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + """
            data: {"type":"tool_call.name","tool_name":"subtract","provider_info":{"type":"plugin","plugin_id":"mcp/sums"}}

            data: {"type":"tool_call.arguments","tool":"add","arguments":{"n":1}}

            data: {"type":"tool_call.success","output":"one"}


            """ + End);

        McpServerToolCallContent call = updates.SelectMany(static update => update.Contents).OfType<McpServerToolCallContent>().Single();
        McpServerToolResultContent result = updates.SelectMany(static update => update.Contents).OfType<McpServerToolResultContent>().Single();
        Assert.Equal(("add", null, result.CallId), (call.Name, call.ServerName, call.CallId));
    }

    [Fact]
    public async Task GetStreamingResponse_AnyStream_HasOneMessageIdRoleAndTime()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call-bare-start.sse"));

        Assert.StartsWith("msg_", Assert.Single(updates.Select(static update => update.MessageId).Distinct()));
        Assert.Equal(ChatRole.Assistant, Assert.Single(updates.Select(static update => update.Role).Distinct()));
        Assert.NotNull(Assert.Single(updates.Select(static update => update.CreatedAt).Distinct()));
        Assert.Equal("qwen/qwen3-8b", Assert.Single(updates.Select(static update => update.ModelId).Distinct()));
    }

    // protocol.md, "Streaming": ids and statistics come only with the end.
    [Fact]
    public async Task GetStreamingResponse_LastUpdate_HasFinishReasonUsageAndIds()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-tool-call.sse"));

        ChatResponseUpdate last = updates[^1];
        Assert.Equal(ChatFinishReason.Stop, last.FinishReason);
        Assert.Equal("resp_20a1b2c3d4e5f60718293a4b5c6d7e8f9011121314151617", last.ConversationId);
        Assert.Equal(last.ConversationId, last.ResponseId);
        Assert.Equal(57, Assert.IsType<UsageContent>(Assert.Single(last.Contents)).Details.OutputTokenCount);
        Assert.Equal(38.5, last.Stats!.TokensPerSecond);
        Assert.All(updates[..^1], static update =>
        {
            Assert.Null(update.FinishReason);
            Assert.Null(update.ConversationId);
            Assert.Null(update.Stats);
            Assert.DoesNotContain(update.Contents, static content => content is UsageContent);
        });
    }

    [Fact]
    public async Task GetStreamingResponse_UnknownEvent_IsKept()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + "event: weather.report\ndata: {\"type\":\"weather.report\",\"sky\":\"blue\"}\n\n" + End);

        LmStudioUnknownChatEvent unknown = Assert.IsType<LmStudioUnknownChatEvent>(updates[1].RawRepresentation);
        Assert.Equal("weather.report", unknown.Type);
        Assert.Equal("blue", unknown.Data.GetProperty("sky").GetString());
        Assert.Empty(updates[1].Contents);
    }

    // protocol.md, "Streaming": none of these were seen from LM Studio, but proxies add them.
    [Theory]
    [InlineData(": keep-alive\n\n")]
    [InlineData("retry: 3000\n\n")]
    [InlineData("id: 7\n")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("data:\n\n")]
    public async Task GetStreamingResponse_LinesOfProxies_AreSkipped(string lines)
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + lines + End);

        Assert.Equal(["chat.start", "message.delta", "chat.end"], updates.Select(static update => ((LmStudioChatEvent)update.RawRepresentation!).Type));
    }

    [Fact]
    public async Task GetStreamingResponse_EventLinesOnly_TypeOfDataOrOfLineCounts()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + "event: message.delta\ndata: {\"content\":\"A\"}\n\n" + "data: {\"content\":\"B\",\"type\":\"message.delta\"}\n\n" + End);

        Assert.Equal("ABHi", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_DeltasLost_TakesAnswerFromEnd()
    {
        string end = End[End.IndexOf("event: chat.end", StringComparison.Ordinal)..];

        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + end);

        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_EmptyDelta_GivesUpdateWithoutContent()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Start + "data: {\"type\":\"message.delta\",\"content\":\"\"}\n\n" + End);

        Assert.Empty(updates[1].Contents);
    }
}
