using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>The enumeration of streamed updates behaves as one of an iterator.</summary>
public sealed class StreamEnumerationTests
{
    private const string Begin = "data: {\"type\":\"message.start\"}\n\n";

    private const string Whole = Begin
        + "data: {\"type\":\"message.delta\",\"content\":\"Hi\"}\n\n"
        + "data: {\"type\":\"chat.end\",\"result\":{\"model_instance_id\":\"m\",\"output\":[],\"stats\":{},\"response_id\":\"resp_1\"}}\n\n";

    [Fact]
    public async Task GetStreamingResponse_EnumeratedTwice_SendsTheRequestEachTime()
    {
        using VerbatimHttpHandler handler = new();
        _ = handler.Expect("POST /api/v1/chat", "*", Answer.Stream(Whole)).Expect("POST /api/v1/chat", "*", Answer.Stream(Whole));
        IAsyncEnumerable<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi");

        Assert.Equal("Hi", (await updates.ToChatResponseAsync()).Text);
        Assert.Equal("Hi", (await updates.ToChatResponseAsync()).Text);
        Assert.Equal(2, handler.Bodies.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetStreamingResponse_TwoTokens_EachCancels(bool cancelEnumeration)
    {
        using CancellationTokenSource ofCall = new();
        using CancellationTokenSource ofEnumeration = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(ScriptedStream.Hanging(Begin)));
        IChatClient client = Clients.CreateChat(handler);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", cancellationToken: ofCall.Token).WithCancellation(ofEnumeration.Token))
            {
                (cancelEnumeration ? ofEnumeration : ofCall).Cancel();
            }
        });
    }

    [Fact]
    public async Task MoveNext_AfterTheEnd_IsFalseAndTheConnectionIsClosed()
    {
        ScriptedStream events = ScriptedStream.Of(Whole);
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        IAsyncEnumerator<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi").GetAsyncEnumerator();
        while (await updates.MoveNextAsync())
        {
        }

        Assert.True(events.IsDisposed);
        Assert.False(await updates.MoveNextAsync());
        await updates.DisposeAsync();
    }

    [Fact]
    public async Task MoveNext_AfterAFailure_IsFalseAndTheConnectionIsClosed()
    {
        ScriptedStream events = ScriptedStream.Of(Begin + "data: {\"type\":\"message.delta\",\"content\":\"Hi\"}\n\ndata: no JSON\n\n");
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        IAsyncEnumerator<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi").GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        Assert.True(await updates.MoveNextAsync());

        // The failure comes with the task, not out of the call.
        ValueTask<bool> failing = updates.MoveNextAsync();
        _ = await Assert.ThrowsAsync<LmStudioException>(async () => await failing);

        Assert.True(events.IsDisposed);
        Assert.False(await updates.MoveNextAsync());
        await updates.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_BeforeTheFirstMove_SendsNothing()
    {
        using VerbatimHttpHandler handler = new();
        IAsyncEnumerator<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi").GetAsyncEnumerator();

        await updates.DisposeAsync();

        Assert.False(await updates.MoveNextAsync());
        Assert.Empty(handler.Bodies);
    }

    [Fact]
    public async Task Dispose_AmidTheAnswer_ClosesTheConnection()
    {
        ScriptedStream events = ScriptedStream.Hanging(Begin);
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        IAsyncEnumerator<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi").GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());

        await updates.DisposeAsync();

        Assert.True(events.IsDisposed);
        Assert.False(await updates.MoveNextAsync());
    }
}
