using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the result of a native chat. A value of another type than expected is ignored.</summary>
/// <remarks>Written by hand for the same reason as <see cref="ChatRequestConverter"/>.</remarks>
internal static class ChatResultReader
{
    /// <summary>Reads the body of a response.</summary>
    /// <exception cref="JsonException">The JSON is malformed, or not an object.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public static LmStudioChatResult Read(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        _ = reader.Read();
        return ReadResult(ref reader) is { } result && !reader.Read() ? result : throw new JsonException("The response is not a JSON object.");
    }

    /// <summary>Reads the event that ends a stream.</summary>
    /// <exception cref="JsonException">The JSON is malformed, or has no result.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public static LmStudioChatResult ReadEnd(ReadOnlySpan<byte> chatEnd)
    {
        Utf8JsonReader reader = new(chatEnd);
        LmStudioChatResult? result = null;
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "result"u8))
            {
                result = ReadResult(ref reader);
            }
            else
            {
                JsonValueReader.SkipProperty(ref reader);
            }
        }

        return result is not null && !reader.Read() ? result : throw new JsonException("The event 'chat.end' has no result.");
    }

    private static LmStudioChatResult? ReadResult(ref Utf8JsonReader reader)
    {
        if (!JsonValueReader.TryEnterObject(ref reader))
        {
            return null;
        }

        LmStudioChatResult result = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "model_instance_id"u8))
            {
                result.ModelInstanceId = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "output"u8))
            {
                result.Output = ReadOutput(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "stats"u8))
            {
                result.Stats = StatsReader.Read(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "response_id"u8))
            {
                result.ResponseId = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "thread_id"u8))
            {
                result.ThreadId = JsonValueReader.ReadText(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "error"u8))
            {
                result.Error = JsonValueReader.ReadJson(ref reader);
            }
            else
            {
                JsonValueReader.SkipProperty(ref reader);
            }
        }

        return result;
    }

    private static List<LmStudioOutputItem>? ReadOutput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<LmStudioOutputItem> output = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonValueReader.TryEnterObject(ref reader))
            {
                output.Add(OutputItemReader.Read(ref reader));
            }
        }

        return output;
    }
}
