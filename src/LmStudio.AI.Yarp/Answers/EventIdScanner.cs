namespace LmStudio.AI.Yarp;

/// <summary>
/// Watches a stream of events for the id of the conversation. Most events have none, and nothing but the line of their type is looked at.
/// </summary>
internal sealed class EventIdScanner(bool isResponses)
{
    /// <summary>Longer than the lines of the types that count.</summary>
    private const int LongestTypeLine = 64;

    private readonly JsonIdScanner _json = new(isResponses);
    private readonly byte[] _start = new byte[LongestTypeLine];
    private int _startLength;
    private Line _line = Line.Start;
    private bool _isUnwanted;

    private enum Line
    {
        /// <summary>The first bytes of a line, of which it is not clear yet what it is.</summary>
        Start,

        /// <summary>The data of an event that may have the id.</summary>
        Data,

        /// <summary>Anything else.</summary>
        Other,
    }

    /// <summary>Looks at the next piece of the stream.</summary>
    /// <returns>The id that has been found in it, or <see langword="null"/>.</returns>
    public string? Read(ReadOnlySpan<byte> piece)
    {
        string? id = null;
        while (!piece.IsEmpty)
        {
            int end = piece.IndexOf((byte)'\n');
            ReadLine(end < 0 ? piece : piece[..end], isWhole: end >= 0);
            if (_json.Id is { } found)
            {
                id = found;
                _json.Reset();
                _line = Line.Other;
            }

            if (end < 0)
            {
                return id;
            }

            _line = Line.Start;
            _startLength = 0;
            piece = piece[(end + 1)..];
        }

        return id;
    }

    private void ReadLine(ReadOnlySpan<byte> text, bool isWhole)
    {
        switch (_line)
        {
            case Line.Data:
                _json.Read(text);
                break;
            case Line.Start when _startLength == 0 && isWhole:
                Begin(text, isWhole);
                break;
            case Line.Start:
                // The line comes in pieces: what of it is needed to tell what it is, is put together first.
                int taken = Math.Min(text.Length, LongestTypeLine - _startLength);
                text[..taken].CopyTo(_start.AsSpan(_startLength));
                _startLength += taken;
                if (isWhole || _startLength == LongestTypeLine)
                {
                    Begin(_start.AsSpan(0, _startLength), isWhole && taken == text.Length);
                    if (_line == Line.Data)
                    {
                        _json.Read(text[taken..]);
                    }
                }

                break;
        }
    }

    private void Begin(ReadOnlySpan<byte> line, bool isWhole)
    {
        line = isWhole ? line.TrimEnd((byte)'\r') : line;
        if (line.IsEmpty)
        {
            _isUnwanted = false; // The event is over. The next one has a type of its own, or none.
            return;
        }

        _line = Line.Other;
        if (line.StartsWith("event:"u8))
        {
            _isUnwanted = !IsWanted(line["event:"u8.Length..].Trim((byte)' '));
        }
        else if (!_isUnwanted && line.StartsWith("data:"u8))
        {
            _json.Reset();
            _line = Line.Data;
            _json.Read(line["data:"u8.Length..]);
        }
    }

    private bool IsWanted(ReadOnlySpan<byte> type) => isResponses
        ? type.SequenceEqual("response.created"u8) || type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8)
        : type.SequenceEqual("chat.end"u8);
}
