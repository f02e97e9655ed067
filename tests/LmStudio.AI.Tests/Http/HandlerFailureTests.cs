using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Whatever a handler of the caller's throws ends as an <see cref="LmStudioException"/> that says what to do.</summary>
public class HandlerFailureTests
{
    public static TheoryData<Exception, LmStudioErrorKind, string> Failures => new()
    {
        { new TimeoutRejectedException("The operation didn't complete within 30 s."), LmStudioErrorKind.Timeout, "(RemoveAllResilienceHandlers)" },
        { new BrokenCircuitException("The circuit is now open."), LmStudioErrorKind.Unreachable, "A circuit breaker blocks requests" },
        { new IsolatedCircuitException("The circuit is manually held open."), LmStudioErrorKind.Unreachable, "A circuit breaker blocks requests" },
        { new RateLimiterRejectedException("Rejected."), LmStudioErrorKind.TooManyRequests, "A rate limiter of the HttpClient" },
        { new TimeoutException("Too slow."), LmStudioErrorKind.Timeout, "(RemoveAllResilienceHandlers)" },
        { new NotSupportedException("No route."), LmStudioErrorKind.Unknown, "correct the handler" },
        { new InvalidOperationException("Wrong."), LmStudioErrorKind.Unknown, "correct the handler" },
        { new ObjectDisposedException("Vault"), LmStudioErrorKind.Unknown, "correct the handler" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task GetResponse_HandlerThrows_IsAFailureThatSaysWhatToDo(Exception thrown, LmStudioErrorKind kind, string advice)
    {
        foreach (LmStudioChatEndpoint endpoint in Enum.GetValues<LmStudioChatEndpoint>())
        {
            using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyRequest(Answer.Failure(thrown)).Expect("*", "*", Answer.Failure(thrown));
            IChatClient client = Clients.Create(handler).AsIChatClient("m", new() { Endpoint = endpoint });

            Verify(await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi")));
            Verify(await Assert.ThrowsAsync<LmStudioException>(() => client.GetStreamingResponseAsync("Hi").ToChatResponseAsync()));
        }

        void Verify(LmStudioException exception)
        {
            Assert.Equal(kind, exception.Kind);
            Assert.Same(thrown, exception.InnerException);
            Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetResponse_HandlerThrowsAndCallerCancelled_IsACancellation()
    {
        using CancellationTokenSource cancellation = new();
        using CancellingHandler handler = new(cancellation);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Clients.CreateChat(handler).GetResponseAsync("Hi", cancellationToken: cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    // A mistake of the program's, not a failure of the server's.
    [Fact]
    public async Task GetResponse_DisposedHttpClient_IsTold()
    {
        using HttpClient httpClient = new();
        using LmStudioClient client = new(httpClient, new() { ApiToken = "" });
        httpClient.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ListModelsAsync());
    }

    private sealed class CancellingHandler(CancellationTokenSource cancellation) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellation.Cancel();
            throw new TimeoutRejectedException("Too late.");
        }
    }

    // Named like those of Polly, which the connector does not refer to.
    private sealed class TimeoutRejectedException(string message) : Exception(message);

    private class BrokenCircuitException(string message) : Exception(message);

    private sealed class IsolatedCircuitException(string message) : BrokenCircuitException(message);

    private sealed class RateLimiterRejectedException(string message) : Exception(message);
}
