using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI;

/// <summary>Remembers values by key up to a capacity; what was added first is forgotten first. Safe to use from several threads.</summary>
internal sealed class BoundedDictionary<TValue>(int capacity)
{
    private readonly Dictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_values)
        {
            return _values.TryGetValue(key, out value);
        }
    }

    public void Set(string key, TValue value)
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

    public void Remove(string key)
    {
        // Its place in the order stays and ages away.
        lock (_values)
        {
            _ = _values.Remove(key);
        }
    }
}
