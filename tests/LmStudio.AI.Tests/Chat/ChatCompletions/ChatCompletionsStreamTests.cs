using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which updates a stream gives (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class ChatCompletionsStreamTests
{
    private static readonly string Text = CompletionPayloads.Chunk("""{"role":"assistant","content":"Hi"}""");
    private static readonly string Stop = CompletionPayloads.Chunk("{}", "stop");

    [Fact]
    public async Task GetStreamingResponse_Pieces_AreDeltaEvents()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(CompletionPayloads.Stream("reasoning-content"));

        Assert.Equal(
            ["reasoning.delta", "reasoning.delta", "message.delta", "chat.completion.chunk", "chat.completion.chunk", "[DONE]"],
            updates.Select(static update => ((LmStudioChatEvent)update.RawRepresentation!).Type));
        Assert.Equal("Ende", Assert.IsType<LmStudioMessageDeltaEvent>(updates[2].RawRepresentation).Content);
        Assert.Equal("length", Assert.IsType<LmStudioCompatibleChatEvent>(updates[3].RawRepresentation).Data.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("Ende.", updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData("""{"reasoning_content":"R"}""")]
    [InlineData("""{"reasoning":"R"}""")]
    [InlineData("""{"content":"","reasoning":"R"}""")]
    [InlineData("""{"content":null,"reasoning_content":"","reasoning":"R","tool_calls":[]}""")]
    [InlineData("""{"reasoning_content":"R","reasoning":"R"}""")]
    public async Task GetStreamingResponse_EitherNameOfReasoning_IsRead(string delta)
    {
        // Twice, because the first chunk is read in another way than the rest.
        string chunk = CompletionPayloads.Chunk(delta);

        List<ChatResponseUpdate> updates = await Completions.StreamAsync(chunk + chunk + Stop + CompletionPayloads.Done);

        Assert.Equal(["R", "R"], updates.SelectMany(static update => update.Contents).OfType<TextReasoningContent>().Select(static content => content.Text));
        Assert.Equal(2, updates.Count(static update => update.RawRepresentation is LmStudioReasoningDeltaEvent));
    }

    [Fact]
    public async Task GetStreamingResponse_TextAndReasoningInOneChunk_GivesBoth()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Text + CompletionPayloads.Chunk("""{"content":"A","reasoning_content":"R"}""") + Stop + CompletionPayloads.Done);

        Assert.Equal(["R", "A"], updates[1].Contents.Select(static content => content.ToString()));
    }

    [Fact]
    public async Task GetStreamingResponse_CallInPieces_IsEmittedOnceAndWholeAtTheEnd()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(CompletionPayloads.Stream("call"));

        ChatResponseUpdate update = Assert.Single(updates, static update => update.Contents.Any(static content => content is FunctionCallContent));
        Assert.Same(updates[^1], update);
        FunctionCallContent call = Assert.Single(update.Contents.OfType<FunctionCallContent>());
        Assert.Equal("417203956", call.CallId);
        Assert.Equal("find_book", call.Name);
        Assert.Equal("Momo", call.Arguments!["title"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_SeveralCalls_AreEmittedTogether()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(CompletionPayloads.Stream("text-and-calls"));

        ChatResponseUpdate update = Assert.Single(updates, static update => update.Contents.Any(static content => content is FunctionCallContent));
        Assert.Equal(["Momo", "Jim Knopf"], update.Contents.OfType<FunctionCallContent>().Select(static call => call.Arguments!["title"]!.ToString()));
    }

    // Only the index tells which call a piece belongs to.
    [Fact]
    public async Task GetStreamingResponse_InterleavedPieces_AreJoinedByIndex()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Calls("""{"index":0,"id":"1","function":{"name":"a","arguments":"{\"n\":"}},{"index":1,"id":"2","function":{"name":"b","arguments":"{\"n\":"}}""")
            + Calls("""{"index":1,"id":"","function":{"name":"","arguments":"2}"}}""")
            + Calls("""{"index":0,"function":{"arguments":"1}"}}""")
            + CompletionPayloads.Chunk("{}", "tool_calls") + CompletionPayloads.Done);

        Assert.Equal(
            ["1 a 1", "2 b 2"],
            updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Select(static call => $"{call.CallId} {call.Name} {call.Arguments!["n"]}"));
    }

    [Theory]
    [InlineData("find_", "book")]
    [InlineData("find_book", "find_book")]
    [InlineData("", "find_book")]
    public async Task GetStreamingResponse_NameInPiecesOrRepeated_IsOneName(string first, string second)
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Calls($$$"""{"index":0,"id":"1","function":{"name":"{{{first}}}","arguments":""}}""")
            + Calls($$$"""{"index":0,"id":"1","function":{"name":"{{{second}}}","arguments":"{}"}}""")
            + CompletionPayloads.Chunk("{}", "tool_calls") + CompletionPayloads.Done);

        Assert.Equal("find_book", Assert.Single(updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>()).Name);
    }

    [Fact]
    public async Task GetStreamingResponse_CallsOfOneIndex_StayApart()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Calls("""{"index":0,"id":"1","function":{"name":"a","arguments":"{}"}}""")
            + Calls("""{"index":0,"id":"2","function":{"name":"b","arguments":"{}"}}""")
            + CompletionPayloads.Chunk("{}", "tool_calls") + CompletionPayloads.Done);

        Assert.Equal(["a", "b"], updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Select(static call => call.Name));
    }

    [Fact]
    public async Task GetStreamingResponse_CallsWithoutIds_GetIds()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Calls("""{"index":0,"id":"","function":{"name":"a","arguments":"{}"}},{"index":1,"function":{"name":"b","arguments":"{}"}}""")
            + CompletionPayloads.Chunk("{}", "tool_calls") + CompletionPayloads.Done);

        Assert.Equal(
            [updates[0].MessageId + "_tool_1", updates[0].MessageId + "_tool_2"],
            updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Select(static call => call.CallId));
    }

    // Some models give a call with all of its arguments, and "stop", in one chunk.
    [Fact]
    public async Task GetStreamingResponse_CallAndEndInOneChunk_GivesCall()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            CompletionPayloads.Chunk("""{"role":"assistant","tool_calls":[{"index":0,"id":"1","function":{"name":"a","arguments":"{\"n\":1}"}}]}""", "stop") + CompletionPayloads.Done);

        _ = Assert.IsType<FunctionCallContent>(Assert.Single(updates[^1].Contents));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_UsageInSeveralChunks_IsTheLast()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Text + CompletionPayloads.Usage(1, 1) + Stop + CompletionPayloads.Usage(1, 2) + CompletionPayloads.Done);

        Assert.Equal(3, Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>()).Details.TotalTokenCount);
    }

    [Fact]
    public async Task GetStreamingResponse_NoUsage_StillEnds()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(Text + Stop + CompletionPayloads.Done);

        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Empty(updates[^1].Contents);
    }

    [Fact]
    public async Task GetStreamingResponse_UnknownEvent_IsKept()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(Text + "event: weather\ndata: {\"sky\":\"blue\"}\n\n" + Stop + CompletionPayloads.Done);

        LmStudioCompatibleChatEvent unknown = Assert.IsType<LmStudioCompatibleChatEvent>(updates[1].RawRepresentation);
        Assert.Equal("weather", unknown.Type);
        Assert.Equal("blue", unknown.Data.GetProperty("sky").GetString());
        Assert.Empty(updates[1].Contents);
    }

    // What is not known must not be lost on the short way of reading.
    [Theory]
    [InlineData("""{"content":"A","mood":"good"}""", "null")]
    [InlineData("""{"content":"A"}""", """{"content":[]}""")]
    public async Task GetStreamingResponse_TextWithMore_KeepsText(string delta, string logProbabilities)
    {
        string chunk = CompletionPayloads.Chunk(delta).Replace("\"logprobs\":null", $"\"logprobs\":{logProbabilities}");

        List<ChatResponseUpdate> updates = await Completions.StreamAsync(Text + chunk + Stop + CompletionPayloads.Done);

        Assert.Equal("HiA", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_OtherChoices_AreNotMixedIn()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            Text + CompletionPayloads.Chunk("""{"content":"Bye"}""").Replace("\"index\":0", "\"index\":1") + Stop + CompletionPayloads.Done);

        Assert.Equal("Hi", updates.ToChatResponse().Text);
    }

    // None of these were seen from LM Studio, but proxies add them.
    [Theory]
    [InlineData(": keep-alive\n\n")]
    [InlineData("retry: 3000\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("data:\n\n")]
    public async Task GetStreamingResponse_LinesOfProxies_AreSkipped(string lines)
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(Text + lines + Stop + CompletionPayloads.Done);

        Assert.Equal(3, updates.Count);
    }

    [Fact]
    public async Task GetStreamingResponse_WithoutProgress_BeginsWithContent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            Completions.Route, "*", Answer.Stream(CompletionPayloads.Chunk("""{"role":"assistant","content":""}""") + Text + Stop + CompletionPayloads.Done));
        using IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = LmStudioChatEndpoint.ChatCompletions, StreamProgress = false });

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi"))
        {
            updates.Add(update);
        }

        Assert.Equal("Hi", updates[0].Text);
        Assert.Equal("books-7b", updates[0].ModelId);
        Assert.Equal("/v1/chat/completions", updates[^1].AdditionalProperties!["lmstudio.endpoint"]);
    }

    private static string Calls(string calls) => CompletionPayloads.Chunk($$"""{"tool_calls":[{{calls}}]}""");
}
