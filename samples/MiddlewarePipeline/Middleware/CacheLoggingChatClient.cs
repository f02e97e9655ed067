using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace PipelineSample.Middleware;

/// <summary>Caches responses, and logs which ones came from the cache.</summary>
/// <param name="inner">The client for requests that are not cached.</param>
/// <param name="cache">The cache.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class CacheLoggingChatClient(IChatClient inner, IDistributedCache cache, ILogger logger) : DistributedCachingChatClient(inner, cache)
{
    protected override async Task<ChatResponse?> ReadCacheAsync(string key, CancellationToken cancellationToken)
    {
        ChatResponse? cached = await base.ReadCacheAsync(key, cancellationToken);
        LogHit(cached is not null);
        return cached;
    }

    protected override async Task<IReadOnlyList<ChatResponseUpdate>?> ReadCacheStreamingAsync(string key, CancellationToken cancellationToken)
    {
        IReadOnlyList<ChatResponseUpdate>? cached = await base.ReadCacheStreamingAsync(key, cancellationToken);
        LogHit(cached is not null);
        return cached;
    }

    private void LogHit(bool isHit)
    {
        if (isHit)
        {
            LogCacheHit();
        }
    }

    [LoggerMessage(LogLevel.Information, "The response comes from the cache")]
    private partial void LogCacheHit();
}
