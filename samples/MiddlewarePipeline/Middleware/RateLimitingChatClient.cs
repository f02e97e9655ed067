using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace PipelineSample.Middleware;

/// <summary>Limits requests with a rate limiter. A permit is held until the response is complete, so a concurrency limiter works too.</summary>
/// <param name="inner">The inner client.</param>
/// <param name="limiter">The rate limiter.</param>
/// <param name="logger">Logs requests that wait.</param>
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

    [LoggerMessage(LogLevel.Information, "The request waits because of the rate limit.")]
    private partial void LogWait();
}
