namespace LmStudio.AI;

/// <summary>
/// The bytes of the last text delta of a stream, with the position of its text. The next event usually differs only in its text: if all other
/// bytes are equal, it need not be parsed.
/// </summary>
/// <remarks>
/// One number may differ too, if the endpoint's reader ignores it, like the <c>sequence_number</c> of <c>/v1/responses</c>.
/// </remarks>
internal sealed class TextTemplate
{
    private byte[] _data = new byte[512];
    private int _length;
    private string _eventType = "";

    /// <summary>The text, without its quotes, and the number.</summary>
    private Range _text;
    private Range _number;

    /// <summary>Gets a value indicating whether the text is reasoning.</summary>
    public bool IsReasoning { get; private set; }

    /// <summary>Gets the index of the response item that the text belongs to, if the endpoint reports it.</summary>
    public int? Index { get; private set; }

    /// <summary>Stores an event that the endpoint's reader recognized as a piece of text.</summary>
    /// <param name="eventType">The event's type.</param>
    /// <param name="data">The event's data.</param>
    /// <param name="places">The positions of the text and of the number, if there is one. Without a text, nothing is stored.</param>
    /// <param name="isReasoning">Whether the text is reasoning.</param>
    /// <param name="index">The index of the response item that the text belongs to.</param>
    public void Learn(string eventType, ReadOnlySpan<byte> data, in TextPositions places, bool isReasoning, int? index = null)
    {
        _length = 0;
        if (places.TextEnd == 0)
        {
            return;
        }

        if (_data.Length < data.Length)
        {
            _data = new byte[2 * data.Length];
        }

        data.CopyTo(_data);
        _length = data.Length;
        _eventType = eventType;
        _text = new Range(places.TextStart + 1, places.TextEnd - 1);
        _number = new Range(places.NumberStart, places.NumberEnd);
        IsReasoning = isReasoning;
        Index = index;
    }

    /// <summary>
    /// Returns the text of an event that differs only in its text, or <see langword="null"/> for any other event, which the endpoint's reader must parse.
    /// </summary>
    public string? TryRead(string eventType, ReadOnlySpan<byte> data)
    {
        if (_length == 0 || eventType != _eventType)
        {
            return null;
        }

        ReadOnlySpan<byte> known = _data.AsSpan(0, _length);
        bool hasNumber = _number.Length > 0;
        bool numberFirst = hasNumber && _number.Start < _text.Start;
        int position = 0;
        int knownPosition = 0;
        if (numberFirst && !(TrySkip(known, data, ref knownPosition, _number.Start, ref position) && TrySkipNumber(data, ref position)))
        {
            return null;
        }

        knownPosition = numberFirst ? _number.End : 0;
        if (!TrySkip(known, data, ref knownPosition, _text.Start, ref position))
        {
            return null;
        }

        int length = PlainText.LengthOf(data.Slice(position));
        if (length <= 0)
        {
            // Not all endpoints treat an empty text as a piece of text.
            return null;
        }

        ReadOnlySpan<byte> text = data.Slice(position, length);
        position += length;
        knownPosition = _text.End;
        if (hasNumber && !numberFirst)
        {
            if (!(TrySkip(known, data, ref knownPosition, _number.Start, ref position) && TrySkipNumber(data, ref position)))
            {
                return null;
            }

            knownPosition = _number.End;
        }

        return known.Slice(knownPosition).SequenceEqual(data.Slice(position)) ? PlainText.TryDecode(text) : null;
    }

    /// <summary>Skips the identical bytes up to a position of the stored event.</summary>
    private static bool TrySkip(ReadOnlySpan<byte> known, ReadOnlySpan<byte> data, ref int knownPosition, int knownEnd, ref int position)
    {
        ReadOnlySpan<byte> same = known.Slice(knownPosition, knownEnd - knownPosition);
        if (!data.Slice(position).StartsWith(same))
        {
            return false;
        }

        knownPosition = knownEnd;
        position += same.Length;
        return true;
    }

    /// <summary>Skips a number without sign, fraction or exponent.</summary>
    private static bool TrySkipNumber(ReadOnlySpan<byte> data, ref int position)
    {
        int start = position;
        while (position < data.Length && (uint)(data[position] - '0') <= 9)
        {
            position++;
        }

        return position > start && (data[start] != (byte)'0' || position == start + 1);
    }

    private readonly struct Range(int start, int end)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        public int Length => End - Start;
    }
}
