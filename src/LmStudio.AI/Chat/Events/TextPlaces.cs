using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Where a reader has found the text of an event, its quotes included, and a number that means nothing to it.</summary>
internal struct TextPlaces
{
    public int TextStart { get; private set; }

    public int TextEnd { get; private set; }

    public int NumberStart { get; private set; }

    public int NumberEnd { get; private set; }

    /// <summary>Notes that the reader, which has read all from the event's beginning, is at the text.</summary>
    public void SetText(ref Utf8JsonReader reader)
    {
        bool isText = reader.TokenType == JsonTokenType.String;
        TextStart = isText ? (int)reader.TokenStartIndex : 0;
        TextEnd = isText ? (int)reader.BytesConsumed : 0;
    }

    /// <summary>Notes that the reader is at the number.</summary>
    public void SetNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            NumberStart = (int)reader.TokenStartIndex;
            NumberEnd = (int)reader.BytesConsumed;
        }
    }
}
