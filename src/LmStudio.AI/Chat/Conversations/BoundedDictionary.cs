using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI;

/// <summary>A dictionary with a maximum capacity; the oldest entry is removed first. Thread-safe.</summary>
internal sealed class BoundedDictionary<TKey, TValue>(int capacity, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = new(comparer);
    private readonly Queue<TKey> _order = new();

    public bool IsEmpty
    {
        get
        {
            lock (_values)
            {
                return _values.Count == 0;
            }
        }
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_values)
        {
            return _values.TryGetValue(key, out value);
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_values)
        {
            if (!_values.ContainsKey(key))
            {
                _order.Enqueue(key);
                while (_order.Count > capacity)
                {
                    _ = _values.Remove(_order.Dequeue());
                }
            }

            _values[key] = value;
        }
    }

    public void Remove(TKey key)
    {
        // Its place in the order stays and ages away.
        lock (_values)
        {
            _ = _values.Remove(key);
        }
    }
}
