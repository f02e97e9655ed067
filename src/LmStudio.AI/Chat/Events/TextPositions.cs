using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The positions of an event's text, including its quotes, and of a number whose value is ignored.</summary>
internal struct TextPositions
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
