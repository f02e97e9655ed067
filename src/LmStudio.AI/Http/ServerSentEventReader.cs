using System.Buffers;

namespace LmStudio.AI;

/// <summary>
/// Splits a stream into server-sent events (<see href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream"/>),
/// directly from the read buffer. An event with the same type as the previous one causes no allocation.
/// </summary>
/// <remarks>Read with <see cref="TryRead"/> until it returns <see langword="false"/>, then <see cref="FillAsync"/>, and repeat.</remarks>
internal sealed class ServerSentEventReader(Stream stream) : IDisposable
{
    private const int FirstLength = 16 * 1024;
    private const int Longest = 1024 * 1024 * 1024;
    private const int LongestHead = 128;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstLength);

    /// <summary>The start of the current event; everything before it has been processed.</summary>
    private int _eventStart;

    /// <summary>The start of the current line.</summary>
    private int _lineStart;

    /// <summary>How far the line has been searched for its end.</summary>
    private int _searched;

    /// <summary>The end of the received bytes.</summary>
    private int _end;

    /// <summary>The position of the event's data; the start is negative while there is none.</summary>
    private int _dataStart = -1;
    private int _dataEnd;

    /// <summary>The position of the data of the event that was read.</summary>
    private int _currentStart;
    private int _currentLength;

    private readonly EventTypeCache _types = new();
    private string _type = EventTypeCache.Default;

    /// <summary>The bytes of the last event from its start to its data, if the data is one line at its end. Empty for other events.</summary>
    private readonly byte[] _head = new byte[LongestHead];
    private int _headLength;
    private string _headType = EventTypeCache.Default;

    private bool _hasBegun;
    private bool _afterCarriageReturn;
    private bool _isReading;

    /// <summary>Gets the type of the event that <see cref="TryRead"/> has read.</summary>
    public string EventType { get; private set; } = EventTypeCache.Default;

    /// <summary>Gets the data of the event that <see cref="TryRead"/> has read, until the next call.</summary>
    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_currentStart, _currentLength);

    /// <summary>Gets the bytes that have arrived and do not belong to a complete event.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_eventStart, _end - _eventStart);

    /// <summary>Reads the next event that has arrived whole.</summary>
    public bool TryRead()
    {
        if (!_hasBegun && !TryBegin())
        {
            return false;
        }

        if (TryReadAlike())
        {
            return true;
        }

        while (TryReadLine(out int start, out int end))
        {
            // An empty line ends the event. Without data there is none, for instance after a comment.
            if (start == end)
            {
                if (TryEndEvent())
                {
                    return true;
                }
            }
            else
            {
                ReadField(start, end);
            }
        }

        return false;
    }

    /// <summary>Waits for more data. Returns <see langword="false"/> at the end of the stream, where an incomplete event is dropped.</summary>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        _isReading = true;
#if NET
        ValueTask<int> read = stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
#else
        ValueTask<int> read = new(stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken));
#endif
        return read.IsCompletedSuccessfully ? new ValueTask<bool>(Accept(read.Result)) : AwaitAsync(read);
    }

    public void Dispose()
    {
        // A read that has not ended well may still write to the buffer.
        if (!_isReading)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _isReading = true;
        }
    }

    private async ValueTask<bool> AwaitAsync(ValueTask<int> read) => Accept(await read.ConfigureAwait(false));

    private bool Accept(int read)
    {
        _isReading = false;
        _end += read;
        return read > 0;
    }

    /// <summary>Skips a byte order mark. Returns <see langword="false"/> as long as it is open whether there is one.</summary>
    private bool TryBegin()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        ReadOnlySpan<byte> arrived = _buffer.AsSpan(0, _end);
        if (arrived.Length < mark.Length && mark.StartsWith(arrived))
        {
            return false;
        }

        if (arrived.StartsWith(mark))
        {
            _eventStart = _lineStart = _searched = mark.Length;
        }

        return _hasBegun = true;
    }

    /// <summary>Reads an event that starts like the stored one, as nearly all do, and has no line after its data.</summary>
    private bool TryReadAlike()
    {
        ReadOnlySpan<byte> arrived = _buffer.AsSpan(_lineStart, _end - _lineStart);
        if (_headLength == 0 || _lineStart != _eventStart || _afterCarriageReturn || !arrived.StartsWith(_head.AsSpan(0, _headLength)))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = arrived.Slice(_headLength);
        int length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0 || !rest.Slice(length).StartsWith("\n\n"u8))
        {
            return false;
        }

        EventType = _headType;
        _currentStart = _lineStart + _headLength;
        _currentLength = length;
        _eventStart = _lineStart = _searched = _currentStart + length + 2;
        return true;
    }

    /// <summary>Finds the next line, without what ends it: a line feed, a carriage return, or both in this order.</summary>
    private bool TryReadLine(out int start, out int end)
    {
        // The line feed may arrive after the carriage return, which already ended the line.
        if (_afterCarriageReturn && _lineStart < _end)
        {
            _afterCarriageReturn = false;
            if (_buffer[_lineStart] == (byte)'\n')
            {
                _lineStart++;
                _searched = Math.Max(_searched, _lineStart);
            }
        }

        start = _lineStart;
        int length = _buffer.AsSpan(_searched, _end - _searched).IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _searched = _end;
            end = 0;
            return false;
        }

        end = _searched + length;
        _afterCarriageReturn = _buffer[end] == (byte)'\r';
        _lineStart = _searched = end + 1;
        return true;
    }

    private void ReadField(int start, int end)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, end - start);

        // The name ends at the first colon or, with an empty value, at the end of the line. One space after the colon is ignored.
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? line : line.Slice(0, colon);
        int value = colon < 0 ? line.Length : colon + 1;
        if (value < line.Length && line[value] == (byte)' ')
        {
            value++;
        }

        if (name.SequenceEqual("data"u8))
        {
            AddData(start + value, end);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _type = _types.Decode(line.Slice(value));
        }

        // Comments (with an empty name), "id" and "retry" are ignored: there are no reconnects. The standard ignores other names.
    }

    /// <summary>Adds a line of data. Several lines are joined by line feeds, in place, as there is always enough room between them.</summary>
    private void AddData(int start, int end)
    {
        if (_dataStart < 0)
        {
            _dataStart = start;
            _dataEnd = end;
            return;
        }

        _buffer[_dataEnd++] = (byte)'\n';
        _buffer.AsSpan(start, end - start).CopyTo(_buffer.AsSpan(_dataEnd));
        _dataEnd += end - start;
    }

    private bool TryEndEvent()
    {
        bool hasData = _dataStart >= 0;
        if (hasData)
        {
            EventType = _type;
            _currentStart = _dataStart;
            _currentLength = _dataEnd - _dataStart;
            KeepHead();
        }

        _eventStart = _lineStart;
        _dataStart = -1;
        _type = EventTypeCache.Default;
        return hasData;
    }

    /// <summary>Stores the start of the event. It includes the space before the data: without it, a space would be data.</summary>
    private void KeepHead()
    {
        ReadOnlySpan<byte> head = _buffer.AsSpan(_eventStart, _dataStart - _eventStart);
        bool isUsual = head.Length is > 0 and <= LongestHead && head[head.Length - 1] == (byte)' ' && _buffer.AsSpan(_dataEnd, _lineStart - _dataEnd).SequenceEqual("\n\n"u8);
        _headLength = isUsual ? head.Length : 0;
        _headType = _type;
        head.Slice(0, _headLength).CopyTo(_head);
    }

    /// <summary>Moves the unprocessed bytes to the front, or into a larger buffer if they fill this one.</summary>
    private void MakeRoom()
    {
        _currentLength = 0;
        int kept = _end - _eventStart;
        byte[] target = _buffer;
        if (kept == _buffer.Length)
        {
            target = kept < Longest ? ArrayPool<byte>.Shared.Rent(2 * kept) : throw new IOException("An event of the stream is longer than 1 GB.");
        }
        else if (_eventStart == 0)
        {
            return;
        }

        _buffer.AsSpan(_eventStart, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _end = kept;
        _lineStart -= _eventStart;
        _searched -= _eventStart;
        _dataStart = _dataStart < 0 ? -1 : _dataStart - _eventStart;
        _dataEnd -= _eventStart;
        _eventStart = 0;
    }
}
