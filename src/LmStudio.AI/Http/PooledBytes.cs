using System.Buffers;

namespace LmStudio.AI;

/// <summary>Bytes that are written one after the other into arrays of the shared pool.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>
{
    private const int FirstLength = 4 * 1024;

    /// <summary>The maximum length that the pools of all frameworks keep.</summary>
    private const int LongestLength = 1024 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _current = ArrayPool<byte>.Shared.Rent(FirstLength);
    private int _written;
    private long _fullLength;

    public long Length => _fullLength + _written;

    /// <summary>Gets the written bytes, in order.</summary>
    public IEnumerable<ArraySegment<byte>> Pieces
    {
        get
        {
            foreach (ArraySegment<byte> piece in _full)
            {
                yield return piece;
            }

            if (_written > 0)
            {
                yield return new ArraySegment<byte>(_current, 0, _written);
            }
        }
    }

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _current.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _current.AsSpan(_written);
    }

    /// <summary>Returns the arrays to the pool. This instance must not be used afterwards.</summary>
    public void Return()
    {
        foreach (ArraySegment<byte> piece in _full)
        {
            ArrayPool<byte>.Shared.Return(piece.Array!);
        }

        ArrayPool<byte>.Shared.Return(_current);
        _full.Clear();
        _current = [];
        _written = 0;
        _fullLength = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_current.Length - _written >= Math.Max(sizeHint, 1))
        {
            return;
        }

        byte[] next = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, Math.Min(2 * _current.Length, LongestLength)));
        if (_written > 0)
        {
            _full.Add(new ArraySegment<byte>(_current, 0, _written));
            _fullLength += _written;
        }
        else
        {
            ArrayPool<byte>.Shared.Return(_current);
        }

        _current = next;
        _written = 0;
    }
}
