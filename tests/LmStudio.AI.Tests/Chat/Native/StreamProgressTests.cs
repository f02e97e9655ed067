using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What callers learn of model loading and prompt processing (docs/protocol.md, "Streaming").</summary>
public class StreamProgressTests
{
    [Fact]
    public async Task Progress_ColdStart_TellsLoadAndPromptProcessing()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-cold-start.sse"));

        LmStudioProgress[] progress = [.. updates.Select(static update => update.Progress).OfType<LmStudioProgress>()];
        Assert.Equal(
            [
                "ModelLoad 0 google/gemma-3-4b", "ModelLoad 0 google/gemma-3-4b", "ModelLoad 0.25 google/gemma-3-4b", "ModelLoad 1 google/gemma-3-4b",
                "ModelLoad 1 google/gemma-3-4b", "PromptProcessing 0 ", "PromptProcessing 0.5 ", "PromptProcessing 1 ",
            ],
            progress.Select(static p => FormattableString.Invariant($"{p.Kind} {p.Fraction} {p.InstanceId}")));
    }

    [Fact]
    public async Task GetStreamingResponse_WithoutStreamProgress_BeginsWithContent()
    {
        List<ChatResponseUpdate> updates = await Clients.StreamAsync(Payload.Read("chat-cold-start.sse"), options: null, new() { StreamProgress = false });

        Assert.Equal("Grün", updates[0].Text);
        Assert.DoesNotContain(updates, static update => update.Progress is not null);
    }

    [Fact]
    public async Task GetStreamingResponse_WithoutStreamProgress_GivesSameResponse()
    {
        string events = Payload.Read("chat-late-prompt-processing.sse");

        ChatResponse response = (await Clients.StreamAsync(events, options: null, new() { StreamProgress = false })).ToChatResponse();

        Assert.Equal("Good day.", response.Text);
        Assert.Equal("openai/gpt-oss-20b", response.ModelId);
        Assert.Equal(82, response.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task GetResponse_WithProgressListener_StreamsAndReports()
    {
        Listener listener = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat(
            """{"model":"google/gemma-3-4b","input":"Hi","stream":true}""",
            Answer.Stream(Payload.Read("chat-cold-start.sse")));
        using IChatClient client = Clients.CreateChat(handler, "google/gemma-3-4b", new() { Progress = listener });

        ChatResponse response = await client.GetResponseAsync("Hi");

        Assert.Equal("Grün – it is green 🌱.", response.Text);
        Assert.Equal("resp_10a1b2c3d4e5f60718293a4b5c6d7e8f9011121314151617", response.ConversationId);
        Assert.Equal(3.5, response.Stats!.ModelLoadTimeSeconds);
        Assert.Equal(8, listener.Heard.Count);
        Assert.Equal(0.25, listener.Heard[2].Fraction);
    }

    [Fact]
    public async Task GetResponse_WithProgressListener_IsTheSameAnswer()
    {
        string events = Payload.Read("chat-cold-start.sse");
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));

        ChatResponse heard = await Clients.CreateChat(handler, "m", new() { Progress = new Listener() }).GetResponseAsync("Hi");
        ChatResponse whole = await Clients.GetAsync(Payload.ReadResult(events));

        Assert.NotNull(Assert.IsType<LmStudioChatResult>(heard.RawRepresentation).Output);
        Assert.Same(heard.RawRepresentation, heard.Messages[0].RawRepresentation);
        Equivalence.Equal(whole, heard);
    }

    // The other endpoints have no such events, and that somebody listens is no option of the request.
    [Fact]
    public async Task GetResponse_WithProgressListenerOnAnotherEndpoint_IsAsWithout()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Completions.Route, """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", Answer.Json(Completions.AnyAnswer));
        using IChatClient client = Clients.CreateChat(handler, "m", new()
        {
            Endpoint = LmStudioChatEndpoint.ChatCompletions,
            Progress = new Listener(),
            UnsupportedOptionBehavior = LmStudioUnsupportedOptionBehavior.Throw,
        });

        Assert.Equal("ok", (await client.GetResponseAsync("Hi")).Text);
    }

    [Fact]
    public async Task GetStreamingResponse_ListenerWithoutStreamProgress_StillReports()
    {
        Listener listener = new();

        _ = await Clients.StreamAsync(Payload.Read("chat-cold-start.sse"), options: null, new() { StreamProgress = false, Progress = listener });

        Assert.Equal(8, listener.Heard.Count);
    }

    [Fact]
    public void Progress_UpdateOfAnotherProvider_IsNull() => Assert.Null(new ChatResponseUpdate(ChatRole.Assistant, "Hi").Progress);

    [Fact]
    public void ToString_Progress_IsReadable() => Assert.Equal("ModelLoad 65 %", new LmStudioProgress(LmStudioProgressKind.ModelLoad, 0.65, "m").ToString());

    private sealed class Listener : IProgress<LmStudioProgress>
    {
        public List<LmStudioProgress> Heard { get; } = [];

        public void Report(LmStudioProgress value) => Heard.Add(value);
    }
}
