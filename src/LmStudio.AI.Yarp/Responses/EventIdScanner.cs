namespace LmStudio.AI.Yarp;

/// <summary>Finds the conversation id in a stream of events. Of most events, which have no id, only the line with the type is read.</summary>
internal sealed class EventIdScanner(bool isResponses)
{
    /// <summary>Longer than the lines of all relevant types.</summary>
    private const int LongestTypeLine = 64;

    private readonly JsonIdScanner _json = new(isResponses);
    private readonly byte[] _start = new byte[LongestTypeLine];
    private int _startLength;
    private Line _line = Line.Start;
    private bool _isUnwanted;

    private enum Line
    {
        /// <summary>The first bytes of a line whose kind is not known yet.</summary>
        Start,

        /// <summary>The data of an event that may contain the id.</summary>
        Data,

        /// <summary>Anything else.</summary>
        Other,
    }

    /// <summary>Reads the next chunk of the stream.</summary>
    /// <returns>The id that was found in it, or <see langword="null"/>.</returns>
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
                // The line is split across chunks: collect the bytes that are needed to determine its kind.
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
            _isUnwanted = false; // The end of the event.
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
