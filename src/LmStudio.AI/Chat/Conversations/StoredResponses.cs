using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI;

/// <summary>The last responses that the server has stored; the oldest is removed first. Thread-safe.</summary>
internal sealed class StoredResponses(int capacity)
{
    private readonly Queue<StoredResponse> _order = new();
    private readonly Dictionary<string, StoredResponse> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<TranscriptDigest, StoredResponse> _byDigest = [];

    /// <summary>The number of responses per hash. Read without the lock, for each response in a history.</summary>
    private readonly ConcurrentDictionary<int, int> _hashes = new();

    public bool HasHash(int hash) => _hashes.ContainsKey(hash);

    public bool TryGet(TranscriptDigest end, [MaybeNullWhen(false)] out StoredResponse answer)
    {
        lock (_order)
        {
            return _byDigest.TryGetValue(end, out answer);
        }
    }

    public bool TryGet(string responseId, [MaybeNullWhen(false)] out StoredResponse answer)
    {
        lock (_order)
        {
            return _byId.TryGetValue(responseId, out answer);
        }
    }

    public void Add(StoredResponse answer)
    {
        lock (_order)
        {
            if (_order.Count == capacity)
            {
                RemoveOldest();
            }

            _order.Enqueue(answer);
            _byId[answer.ResponseId] = answer;
            _byDigest[answer.End] = answer;
            _ = _hashes.AddOrUpdate(answer.Hash, 1, static (_, count) => count + 1);
        }
    }

    /// <summary>Removes the response with a digest, so that it is not found again. It stays in the queue until it is the oldest.</summary>
    public void Remove(TranscriptDigest end)
    {
        lock (_order)
        {
            _ = _byDigest.Remove(end);
        }
    }

    private void RemoveOldest()
    {
        StoredResponse oldest = _order.Dequeue();

        // A later response may have replaced it.
        if (_byId.TryGetValue(oldest.ResponseId, out StoredResponse? answer) && ReferenceEquals(answer, oldest))
        {
            _ = _byId.Remove(oldest.ResponseId);
        }

        if (_byDigest.TryGetValue(oldest.End, out answer) && ReferenceEquals(answer, oldest))
        {
            _ = _byDigest.Remove(oldest.End);
        }

        if (--_hashes[oldest.Hash] == 0)
        {
            _ = _hashes.TryRemove(oldest.Hash, out _);
        }
    }
}
