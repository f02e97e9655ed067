using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Cancellation is always an <see cref="OperationCanceledException"/>, and time that runs out is not a cancellation.</summary>
public class CancellationTests
{
    [Fact]
    public async Task GetResponse_AlreadyCancelled_SendsNothing()
    {
        using VerbatimHttpHandler handler = new();
        using IChatClient client = Clients.CreateChat(handler);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync("Hi", cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task GetStreamingResponse_AlreadyCancelled_SendsNothing()
    {
        using VerbatimHttpHandler handler = new();
        using IChatClient client = Clients.CreateChat(handler);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStreamingResponseAsync("Hi", cancellationToken: new CancellationToken(canceled: true)).ToChatResponseAsync());

        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyChat_CancelledWhileWaitingForHeaders_Throws(bool stream)
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource asked = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Nothing(asked));
        using IChatClient client = Clients.CreateChat(handler);

        Task chat = stream
            ? client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token).ToChatResponseAsync()
            : client.GetResponseAsync("Hi", cancellationToken: cancellation.Token);
        await asked.Task;
        cancellation.Cancel();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task GetStreamingResponse_CancelledWhileSilent_ThrowsAndDisposesStream()
    {
        using CancellationTokenSource cancellation = new();
        ScriptedStream events = ScriptedStream.Hanging("data: {\"type\":\"message.delta\",\"content\":\"Once\"}\n\n");
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        using IChatClient client = Clients.CreateChat(handler);

        await using IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        ValueTask<bool> next = updates.MoveNextAsync();
        cancellation.Cancel();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.True(events.IsDisposed);
    }

    [Fact]
    public async Task GetStreamingResponse_CancelledWithEventsAtHand_StopsAtOnce()
    {
        using CancellationTokenSource cancellation = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(Payload.Read("chat-tool-call.sse")));
        using IChatClient client = Clients.CreateChat(handler);
        int count = 0;

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token))
            {
                count++;
                cancellation.Cancel();
            }
        });

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task GetStreamingResponse_TokenOfEnumeration_CancelsAsWell()
    {
        using CancellationTokenSource cancellation = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(ScriptedStream.Hanging("data: {\"type\":\"message.start\"}\n\n")));
        using IChatClient client = Clients.CreateChat(handler);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi").WithCancellation(cancellation.Token))
            {
                cancellation.Cancel();
            }
        });
    }

    [Fact]
    public async Task GetStreamingResponse_FailureDueToCancellation_IsCancellation()
    {
        using CancellationTokenSource cancellation = new();
        ScriptedStream events = ScriptedStream.Failing("data: {\"type\":\"message.start\"}\n\n", new IOException("The socket was closed"));
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        using IChatClient client = Clients.CreateChat(handler);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token))
            {
                cancellation.Cancel();
            }
        });
    }

    [Fact]
    public async Task GetResponse_TimeoutOfInjectedHttpClient_IsTimeout()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Nothing());
        using HttpClient httpClient = new(handler) { Timeout = TimeSpan.FromMilliseconds(20) };
        using LmStudioClient client = new(httpClient, new() { Endpoint = new Uri("http://lm.test"), ApiToken = "" });

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.Timeout, exception.Kind);
        Assert.EndsWith("Set HttpClient.Timeout to Timeout.InfiniteTimeSpan and use a CancellationToken instead: loading a model can take minutes.", exception.Message);
    }

    [Fact]
    public void Create_OwnHttpClient_HasNoTimeout()
    {
        using HttpClient httpClient = HttpClientFactory.Create(new Uri("http://localhost:1234/"));

        Assert.Equal(Timeout.InfiniteTimeSpan, httpClient.Timeout);
    }
}
