using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace PipelineSample.Middleware;

/// <summary>Lets requests through as a rate limiter permits. A permit is held until the answer is complete, so a limiter of concurrency works too.</summary>
/// <param name="inner">The client that answers.</param>
/// <param name="limiter">Says when a request may go out.</param>
/// <param name="logger">Hears of requests that wait.</param>
internal sealed partial class RateLimitingChatClient(IChatClient inner, RateLimiter limiter, ILogger logger) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using RateLimitLease lease = await AcquireAsync(cancellationToken);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using RateLimitLease lease = await AcquireAsync(cancellationToken);
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            yield return update;
        }
    }

    private async Task<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        RateLimitLease lease = limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            LogWait();
            lease = await limiter.AcquireAsync(permitCount: 1, cancellationToken);
        }

        if (!lease.IsAcquired)
        {
            lease.Dispose();
            throw new TooManyRequestsException();
        }

        return lease;
    }

    [LoggerMessage(LogLevel.Information, "The request waits: there were too many just now.")]
    private partial void LogWait();
}
