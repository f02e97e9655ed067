using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI.Yarp;

/// <summary>
/// The owners of conversations in memory, with a bounded size. There are two generations: new ids are added to the young one; when it is full, it replaces the
/// old one. An id that is used moves to the young generation, so it is kept.
/// </summary>
internal sealed class RecentConversations(int capacity, TimeSpan lifetime, TimeProvider timeProvider)
{
    private readonly int _generationSize = Math.Max(1, capacity / 2);
    private readonly Lock _gate = new();
    private ConcurrentDictionary<string, Entry> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, Entry> _old = new(StringComparer.Ordinal);
    private int _youngCount;

    /// <summary>Gets the number of ids.</summary>
    public int Count => _young.Count + _old.Count;

    public bool TryGet(string key, [NotNullWhen(true)] out ConversationOwner? owner)
    {
        if ((_young.TryGetValue(key, out Entry? entry) || _old.TryGetValue(key, out entry)) && entry.ExpiresAt > timeProvider.GetUtcNow().UtcTicks)
        {
            Keep(key, entry);
            owner = entry.Owner;
            return true;
        }

        owner = null;
        return false;
    }

    public void Add(string key, ConversationOwner owner) => Keep(key, new Entry(owner, (timeProvider.GetUtcNow() + lifetime).UtcTicks));

    private void Keep(string key, Entry entry)
    {
        ConcurrentDictionary<string, Entry> young = _young;
        if (young.TryAdd(key, entry))
        {
            if (Interlocked.Increment(ref _youngCount) >= _generationSize)
            {
                Turn(young);
            }
        }
        else
        {
            young[key] = entry;
        }
    }

    private void Turn(ConcurrentDictionary<string, Entry> full)
    {
        lock (_gate)
        {
            if (_young == full)
            {
                _old = full;
                _young = new ConcurrentDictionary<string, Entry>(StringComparer.Ordinal);
                _youngCount = 0;
            }
        }
    }

    private sealed record Entry(ConversationOwner Owner, long ExpiresAt);
}
