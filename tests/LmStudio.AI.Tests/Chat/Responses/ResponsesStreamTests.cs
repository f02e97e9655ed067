using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which updates a stream of <c>/v1/responses</c> gives (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesStreamTests
{
    private const string Start = """
        event: response.created
        data: {"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"m","output":[]}}


        """;

    private const string Text = """
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hi","logprobs":[]}


        """;

    private const string End = """
        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}],"usage":{"input_tokens":1,"output_tokens":2}}}


        """;

    [Fact]
    public async Task GetStreamingResponse_Pieces_AreEventsOfAllEndpoints()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.Message);

        Assert.Equal(["Good", " evening!"], updates.Select(static update => update.RawRepresentation).OfType<LmStudioMessageDeltaEvent>().Select(static delta => delta.Content));
        Assert.Equal(2, updates.Count(static update => update.RawRepresentation is LmStudioReasoningDeltaEvent));
        Assert.Equal(14, updates.Count(static update => update.RawRepresentation is LmStudioCompatibleChatEvent) + 3);
    }

    [Fact]
    public async Task GetStreamingResponse_AnyStream_HasOneMessageIdRoleTimeAndModel()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.McpCalls);

        Assert.StartsWith("msg_", Assert.Single(updates.Select(static update => update.MessageId).Distinct()));
        Assert.Equal(ChatRole.Assistant, Assert.Single(updates.Select(static update => update.Role).Distinct()));
        Assert.NotNull(Assert.Single(updates.Select(static update => update.CreatedAt).Distinct()));
        Assert.Equal("openai/gpt-oss-20b", Assert.Single(updates.Select(static update => update.ModelId).Distinct()));
    }

    [Fact]
    public async Task GetStreamingResponse_LastUpdate_HasFinishReasonUsageAndIds()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.Message);

        ChatResponseUpdate last = updates[^1];
        Assert.Equal(ChatFinishReason.Stop, last.FinishReason);
        Assert.Equal("resp_5b1d", last.ConversationId);
        Assert.Equal("resp_5b1d", last.ResponseId);
        Assert.Equal(6, Assert.IsType<UsageContent>(Assert.Single(last.Contents)).Details.CachedInputTokenCount);
        Assert.Equal("response.completed", Assert.IsType<LmStudioCompatibleChatEvent>(last.RawRepresentation).Type);
        Assert.All(updates[..^1], static update =>
        {
            Assert.Null(update.FinishReason);
            Assert.Null(update.ConversationId);
            Assert.Null(update.ResponseId);
            Assert.DoesNotContain(update.Contents, static content => content is UsageContent);
        });
    }

    // protocol.md: arguments come in pieces, or only whole. Either way the call is told once.
    [Theory]
    [InlineData(nameof(ResponsesPayloads.FunctionCalls), 2)]
    [InlineData(nameof(ResponsesPayloads.WholeFunctionCall), 1)]
    [InlineData(nameof(ResponsesPayloads.Bare), 1)]
    public async Task GetStreamingResponse_FunctionCall_IsToldOnceAndComplete(string payload, int expected)
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.Get(payload));

        FunctionCallContent[] calls = [.. updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>()];
        Assert.Equal(expected, calls.Length);
        Assert.All(calls, static call => _ = Assert.Single(call.Arguments!));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Theory]
    [InlineData("""{"type":"response.output_item.done","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":3}"}}""", "[]")]
    [InlineData("""{"type":"response.function_call_arguments.done","item_id":"fc_1","output_index":0,"arguments":"{\"to\":3}"}""", "[]")]
    [InlineData("""{"type":"response.function_call_arguments.done","item_id":"fc_1","output_index":0,"arguments":"{\"to\":3}"}""", """[{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":""}]""")]
    [InlineData("""{"type":"response.output_item.done","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":3}"}}""", """[{"type":"reasoning"},{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":3}"}]""")]
    [InlineData("""{"type":"response.weather"}""", """[{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":"{\"to\":3}"}]""")]
    public async Task GetStreamingResponse_ArgumentsInOnePlaceOnly_AreFound(string data, string output)
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync($$$"""
            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":""}}

            data: {{{data}}}

            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":{{{output}}}}}


            """);

        FunctionCallContent call = Assert.Single(updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>());
        Assert.Equal("call_1", call.CallId);
        Assert.Equal("count", call.Name);
        Assert.Equal("3", call.Arguments!["to"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_CallCutOff_IsToldAndNotToBeRun()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync("""
            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"count","arguments":""}}

            data: {"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"to\":"}

            data: {"type":"response.incomplete","response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}}


            """);

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(updates.SelectMany(static update => update.Contents)));
        Assert.Equal("count", call.Name);
        Assert.True(call.InformationalOnly);
        Assert.Equal(ChatFinishReason.Length, updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_McpCall_IsToldOnceWithResult()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.McpCalls);

        ChatResponseUpdate update = updates.First(static update => update.Contents.Count > 0);
        Assert.Equal("find_river", Assert.IsType<McpServerToolCallContent>(update.Contents[0]).Name);
        Assert.Equal("Douro", Assert.IsType<McpServerToolResultContent>(update.Contents[1]).Outputs![0].ToString());
        Assert.Equal(2, updates.SelectMany(static each => each.Contents).OfType<McpServerToolCallContent>().Count());
    }

    [Fact]
    public async Task GetStreamingResponse_UnknownEvent_IsKept()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(Start + "event: response.weather\ndata: {\"type\":\"response.weather\",\"sky\":\"blue\"}\n\n" + Text + End);

        LmStudioCompatibleChatEvent unknown = Assert.IsType<LmStudioCompatibleChatEvent>(updates[1].RawRepresentation);
        Assert.Equal("response.weather", unknown.Type);
        Assert.Equal("blue", unknown.Data.GetProperty("sky").GetString());
        Assert.Empty(updates[1].Contents);
    }

    [Theory]
    [InlineData(": keep-alive\n\n")]
    [InlineData("retry: 3000\n\n")]
    [InlineData("id: 7\n")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("data:\n\n")]
    public async Task GetStreamingResponse_LinesOfProxies_AreSkipped(string lines)
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(Start + lines + Text + End);

        Assert.Equal(["response.created", "message.delta", "response.completed"], updates.Select(static update => ((LmStudioChatEvent)update.RawRepresentation!).Type));
    }

    [Fact]
    public async Task GetStreamingResponse_TypeOnlyOnLine_Counts()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(Start + "event: response.output_text.delta\ndata: {\"delta\":\"Hi\"}\n\n" + End.Replace("\"type\":\"response.completed\",", ""));

        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task GetStreamingResponse_EmptyPiece_GivesUpdateWithoutContent(string delta)
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(Start + $"data: {{\"type\":\"response.output_text.delta\",\"delta\":{delta}}}\n\n" + Text + End);

        Assert.Empty(updates[1].Contents);
        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    // The first update then has content, for those who measure the time to it.
    [Fact]
    public async Task GetStreamingResponse_WithoutProgress_BeginsWithContent()
    {
        List<ChatResponseUpdate> updates = await ResponsesChat.StreamAsync(ResponsesPayloads.Message, clientOptions: new() { StreamProgress = false });

        Assert.Equal("A greeting", Assert.IsType<TextReasoningContent>(Assert.Single(updates[0].Contents)).Text);
    }

    [Fact]
    public async Task GetStreamingResponse_ResultOfFunction_ContinuesConversation()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /v1/responses", "*", Answer.Stream(ResponsesPayloads.WholeFunctionCall))
            .Expect("POST /v1/responses", "*", Answer.Stream(Start + Text + End));
        IChatClient client = ResponsesChat.CreateClient(handler);

        ChatResponse first = await client.GetStreamingResponseAsync("Which ports?").ToChatResponseAsync();
        FunctionCallContent call = first.Messages[0].Contents.OfType<FunctionCallContent>().Single();
        ChatResponse second = await client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "Porto, Faro")])], new() { ConversationId = first.ConversationId }).ToChatResponseAsync();

        Assert.Equal("Hi", second.Text);
        Assert.Contains($$"""{"type":"function_call_output","call_id":"{{call.CallId}}","output":"Porto, Faro"}""", handler.Bodies[1]);
        Assert.Contains("\"previous_response_id\":\"resp_7d3f\"", handler.Bodies[1]);
    }
}
