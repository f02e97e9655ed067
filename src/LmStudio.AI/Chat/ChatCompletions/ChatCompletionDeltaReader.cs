using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads chunks that contain only a piece of text or reasoning, as most do, in one pass and without allocating anything but the piece.</summary>
internal static class ChatCompletionDeltaReader
{
    /// <summary>Returns the piece, or <see langword="null"/> for any other chunk.</summary>
    /// <exception cref="JsonException">The chunk is malformed.</exception>
    /// <exception cref="InvalidOperationException">The piece is not valid Unicode.</exception>
    public static LmStudioChatEvent? TryRead(ReadOnlySpan<byte> data, ref TextPositions places)
    {
        if (data[0] != (byte)'{')
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        string? text = null;
        string? reasoning = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                if (!TryReadChoices(ref reader, ref text, ref reasoning, ref places))
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("usage"u8))
            {
                if (!IsNull(ref reader))
                {
                    return null;
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Throws if anything follows the object.
        reader.Read();
        return reasoning is null ? text is null ? null : new LmStudioMessageDeltaEvent { Content = text }
            : text is null ? new LmStudioReasoningDeltaEvent { Content = reasoning } : null;
    }

    private static bool TryReadChoices(ref Utf8JsonReader reader, ref string? text, ref string? reasoning, ref TextPositions places)
    {
        if (!IsNext(ref reader, JsonTokenType.StartArray) || !IsNext(ref reader, JsonTokenType.StartObject))
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                if (!TryReadDelta(ref reader, ref text, ref reasoning, ref places))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                if (!IsNext(ref reader, JsonTokenType.Number) || !reader.TryGetInt32(out int index) || index != 0)
                {
                    return false;
                }
            }
            else if (!IsNull(ref reader))
            {
                // A finish reason, log probabilities, or something new.
                return false;
            }
        }

        return IsNext(ref reader, JsonTokenType.EndArray);
    }

    private static bool TryReadDelta(ref Utf8JsonReader reader, ref string? text, ref string? reasoning, ref TextPositions places)
    {
        if (!IsNext(ref reader, JsonTokenType.StartObject))
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                if (!TryReadText(ref reader, ref text, ref places))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                if (!TryReadText(ref reader, ref reasoning, ref places))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null && (reader.TokenType != JsonTokenType.StartArray || !IsNext(ref reader, JsonTokenType.EndArray)))
                {
                    return false;
                }
            }
            else if (!IsNull(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Reads a text into a variable that is not set yet, unless the text is empty or null. Returns <see langword="false"/> for anything else.
    /// </summary>
    private static bool TryReadText(ref Utf8JsonReader reader, ref string? text, ref TextPositions places)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.String || text is not null)
        {
            return false;
        }

        if (!reader.ValueSpan.IsEmpty)
        {
            places.SetText(ref reader);
            text = JsonText.Read(ref reader);
        }

        return true;
    }

    private static bool IsNext(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        return reader.TokenType == type;
    }

    private static bool IsNull(ref Utf8JsonReader reader) => IsNext(ref reader, JsonTokenType.Null);
}
