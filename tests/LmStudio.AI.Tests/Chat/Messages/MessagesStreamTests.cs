using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which updates a stream of <c>/v1/messages</c> gives (docs/protocol.md, "POST /v1/messages").</summary>
public class MessagesStreamTests
{
    private const string Start = """
        data: {"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":3,"output_tokens":1}}}


        """;

    private const string End = """
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}

        data: {"type":"message_stop"}


        """;

    [Fact]
    public async Task GetStreamingResponse_Thinking_GivesEachContentOnceAndInOrder()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["thinking"].Events);

        Assert.Equal(
            ["TextReasoningContent The tide", "TextReasoningContent  table – 第3頁", "TextContent Flut um zwölf 🌊.", "UsageContent"],
            updates.SelectMany(static update => update.Contents).Select(static content => $"{content.GetType().Name} {(content is UsageContent ? "" : content)}".TrimEnd()));
    }

    // protocol.md: arguments come in pieces, in one, or with the start of the block.
    [Fact]
    public async Task GetStreamingResponse_Calls_AreGivenOnceAtTheEnd()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["calls"].Events);

        ChatResponseUpdate withCalls = Assert.Single(updates, static update => update.Contents.OfType<FunctionCallContent>().Any());
        Assert.Same(updates[^1], withCalls);
        Assert.Equal(
            ["""toolu_a get_tide {"harbour":"Büsum","days":2}""", """toolu_b get_tide {"harbour":"Husum"}""", """toolu_c get_tide {"harbour":"List"}""", "toolu_d ring {}"],
            withCalls.Contents.OfType<FunctionCallContent>()
                .Select(static call => $"{call.CallId} {call.Name} {MessagesClients.Json(call.Arguments)}"));
    }

    [Fact]
    public async Task GetStreamingResponse_CallsWithoutEndOfBlock_AreGivenAtTheEnd()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"b","name":"g"}}

            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"n\":2}"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"n\":1}"}}


            """ + End);

        FunctionCallContent[] calls = [.. updates[^1].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(["""f{"n":1}""", """g{"n":2}"""], calls.Select(static call => call.Name + MessagesClients.Json(call.Arguments)));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Theory]
    [InlineData("\"index\":0,")]
    [InlineData("")]
    public async Task GetStreamingResponse_CallsOfOneIndex_AreKeptApart(string index)
    {
        string call = $$"""
            data: {"type":"content_block_start",{{index}}"content_block":{"type":"tool_use","id":"a","name":"f"} }

            data: {"type":"content_block_delta",{{index}}"delta":{"type":"input_json_delta","partial_json":"{\"n\":1}"} }


            """;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + call + call.Replace("1}", "2}") + End);

        Assert.Equal(["""{"n":1}""", """{"n":2}"""], updates[^1].Contents.OfType<FunctionCallContent>().Select(static call => MessagesClients.Json(call.Arguments)));
    }

    [Fact]
    public async Task GetStreamingResponse_CallCutOff_HasExceptionAndLength()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"n\":"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"}}

            data: {"type":"message_stop"}


            """);

        FunctionCallContent call = updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Single();
        Assert.NotNull(call.Exception);
        Assert.Equal(ChatFinishReason.Length, updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_CallsWithoutIds_GetIds()
    {
        const string Call = """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"","name":"f","input":{}}}

            data: {"type":"content_block_stop","index":0}


            """;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + Call + Call + End);

        Assert.Equal(
            [updates[0].MessageId + "_tool_1", updates[0].MessageId + "_tool_2"],
            updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Select(static call => call.CallId));
    }

    [Fact]
    public async Task GetStreamingResponse_AnyStream_HasOneMessageIdRoleTimeAndModel()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["calls"].Events);

        Assert.StartsWith("msg_", Assert.Single(updates.Select(static update => update.MessageId).Distinct()));
        Assert.Equal(ChatRole.Assistant, Assert.Single(updates.Select(static update => update.Role).Distinct()));
        Assert.NotNull(Assert.Single(updates.Select(static update => update.CreatedAt).Distinct()));
        Assert.Equal("qwen/qwen3-8b", Assert.Single(updates.Select(static update => update.ModelId).Distinct()));
    }

    // protocol.md: the input is counted at the start, the output at the end.
    [Fact]
    public async Task GetStreamingResponse_LastUpdate_HasFinishReasonUsageAndId()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["calls"].Events);

        ChatResponseUpdate last = updates[^1];
        Assert.Equal(ChatFinishReason.ToolCalls, last.FinishReason);
        Assert.Equal("msg_03", last.ResponseId);
        Assert.Null(last.ConversationId);
        UsageDetails usage = Assert.IsType<UsageContent>(last.Contents[^1]).Details;
        Assert.Equal((310L, 88L, 398L), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.All(updates[..^1], static update =>
        {
            Assert.Null(update.FinishReason);
            Assert.Null(update.ResponseId);
            Assert.DoesNotContain(update.Contents, static content => content is UsageContent);
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task GetStreamingResponse_CountsThatComeAgain_AreNotAdded(int input)
    {
        string again = $$$"""
            data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"input_tokens":{{{input}}},"output_tokens":2}}


            """;

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + again + End);

        UsageDetails usage = updates.ToChatResponse().Usage!;
        Assert.Equal((3L, 4L), (usage.InputTokenCount, usage.OutputTokenCount));
    }

    [Fact]
    public async Task GetStreamingResponse_Text_IsRawInTheFormOfAllEndpoints()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["thinking"].Events);

        Assert.Equal(["The tide", " table – 第3頁"], updates.Select(static update => update.RawRepresentation).OfType<LmStudioReasoningDeltaEvent>().Select(static delta => delta.Content));
        Assert.Equal("Flut um zwölf 🌊.", updates.Select(static update => update.RawRepresentation).OfType<LmStudioMessageDeltaEvent>().Single().Content);
    }

    [Fact]
    public async Task GetStreamingResponse_EventsWithoutContent_AreKept()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + """
            event: ping
            data: {"type":"ping"}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            data: {"type":"weather_report","sky":"blue"}


            """ + End);

        Assert.Equal(
            ["message_start", "ping", "content_block_delta", "weather_report", "message_delta", "message_stop"],
            updates.Select(static update => ((LmStudioCompatibleChatEvent)update.RawRepresentation!).Type));
        Assert.Equal("blue", ((LmStudioCompatibleChatEvent)updates[3].RawRepresentation!).Data.GetProperty("sky").GetString());
        Assert.All(updates[..^1], static update => Assert.Empty(update.Contents));
    }

    // Not of this format, but proxies add them.
    [Theory]
    [InlineData(": keep-alive\n\n")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("data:\n\n")]
    public async Task GetStreamingResponse_LinesOfProxies_AreSkipped(string lines)
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(Start + lines + End);

        Assert.Equal(3, updates.Count);
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":""}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":null}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta"}}""")]
    public async Task GetStreamingResponse_EmptyDelta_GivesUpdateWithoutContent(string data)
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync($"{Start}data: {data}\n\n{End}");

        Assert.Empty(updates[1].Contents);
    }

    [Theory]
    [InlineData("""{"delta":{"text":"Aye","type":"text_delta"},"index":0,"type":"content_block_delta"}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Aye","extra":{"a":[1]}},"more":[{}]}""")]
    public async Task GetStreamingResponse_DeltaInOtherOrder_IsRead(string data)
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync($"{Start}data: {data}\n\n{End}");

        Assert.Equal("Aye", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_ReasoningNotWanted_GivesNoUpdatesForIt()
    {
        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(MessagesPayloads.All["thinking"].Events, new() { Reasoning = new() { Output = ReasoningOutput.None } });

        Assert.DoesNotContain(updates, static update => update.RawRepresentation is LmStudioReasoningDeltaEvent);
        Assert.Equal("Flut um zwölf 🌊.", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_WithoutStreamProgress_BeginsWithContent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(MessagesClients.Route, "*", Answer.Stream(MessagesPayloads.TextEvents));
        using IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = LmStudioChatEndpoint.Messages, StreamProgress = false });

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi"))
        {
            updates.Add(update);
        }

        Assert.Equal("High water", updates[0].Text);
        Assert.Equal("ibm/granite-4-micro", updates[0].ModelId);
    }

    // protocol.md: message_delta has all that the end is needed for.
    [Fact]
    public async Task GetStreamingResponse_EndAfterStopReason_IsTheEnd()
    {
        string events = MessagesPayloads.TextEvents[..MessagesPayloads.TextEvents.IndexOf("event: message_stop", StringComparison.Ordinal)];

        List<ChatResponseUpdate> updates = await MessagesClients.StreamAsync(events);

        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal("message_stop", ((LmStudioCompatibleChatEvent)updates[^1].RawRepresentation!).Type);
        Assert.Equal(26, updates.ToChatResponse().Usage!.TotalTokenCount);
    }
}
