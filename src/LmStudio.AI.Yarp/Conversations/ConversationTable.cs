using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Yarp;

/// <summary>
/// The owners of conversations. The owner of an id never changes, so entries in memory need not be checked against the shared cache. An id that is in neither
/// is not lost: the request is sent to one server after another.
/// </summary>
internal sealed partial class ConversationTable
{
    /// <summary>How long the shared cache is not used after a failure, so that its timeout does not slow down every request.</summary>
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(5);

    private readonly RecentConversations _recent;
    private readonly IDistributedCache? _shared;
    private readonly LmStudioAffinityOptions _options;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private long _restsUntil;

    public ConversationTable(
        IOptions<LmStudioAffinityOptions> options, IDistributedCache? shared, GatewayMetrics metrics, TimeProvider timeProvider, ILogger<ConversationTable> logger)
    {
        _options = options.Value;
        _shared = shared;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _logger = logger;
        _recent = new RecentConversations(_options.MaxConversationsInMemory, _options.ConversationLifetime, timeProvider);
        metrics.ObserveConversations(() => _recent.Count);
    }

    /// <summary>Returns the owner of a conversation, or <see langword="null"/> if it is not known.</summary>
    public async ValueTask<ConversationOwner?> FindAsync(string clusterId, string conversationId, CancellationToken cancellationToken)
    {
        string key = KeyOf(clusterId, conversationId);
        if (_recent.TryGet(key, out ConversationOwner? owner))
        {
            return owner;
        }

        byte[]? value = null;
        await UseSharedAsync(async (cache, timeout) => value = await cache.GetAsync(key, timeout).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (value is not null && ConversationOwner.FromBytes(value) is { } found)
        {
            _recent.Add(key, found);
            return found;
        }

        return null;
    }

    /// <summary>Stores the owner of a conversation. A failure of the shared cache is not thrown.</summary>
    public ValueTask AddAsync(string clusterId, string conversationId, ConversationOwner owner, CancellationToken cancellationToken)
    {
        string key = KeyOf(clusterId, conversationId);
        _recent.Add(key, owner);
        _metrics.ConversationRecorded();
        return _shared is null ? default : new ValueTask(UseSharedAsync(
            (cache, timeout) => cache.SetAsync(key, owner.ToBytes(), new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = _options.ConversationLifetime }, timeout),
            cancellationToken));
    }

    private async Task UseSharedAsync(Func<IDistributedCache, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        if (_shared is null || Volatile.Read(ref _restsUntil) > _timeProvider.GetUtcNow().UtcTicks)
        {
            return;
        }

        try
        {
            // Not every cache client observes the cancellation token: stop waiting in any case.
            using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(_options.DistributedCacheTimeout);
            await use(_shared, timeout.Token).WaitAsync(_options.DistributedCacheTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any failure of the cache: the request is sent to one server after another instead.
            Volatile.Write(ref _restsUntil, (_timeProvider.GetUtcNow() + RestTime).UtcTicks);
            _metrics.TableFailed();
            LogFailure(_logger, exception.GetType().Name, RestTime.TotalSeconds);
        }
    }

    private static string KeyOf(string clusterId, string conversationId) => $"lmstudio:{clusterId}:{conversationId}";

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The distributed cache of conversations failed ({Failure}). It is not used for {Seconds} seconds; requests with unknown conversations are sent to one server after another.")]
    private static partial void LogFailure(ILogger logger, string failure, double seconds);
}
