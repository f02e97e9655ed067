using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the measurements of a native response.</summary>
internal static class StatsReader
{
    /// <summary>Reads an object. Any other value is skipped.</summary>
    public static LmStudioStats? Read(ref Utf8JsonReader reader)
    {
        if (!JsonValueReader.TryEnterObject(ref reader))
        {
            return null;
        }

        LmStudioStats stats = new();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonValueReader.TryMoveToValue(ref reader, "input_tokens"u8))
            {
                stats.InputTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "total_output_tokens"u8))
            {
                stats.TotalOutputTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "reasoning_output_tokens"u8))
            {
                stats.ReasoningOutputTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "total_draft_tokens_count"u8))
            {
                stats.TotalDraftTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "accepted_draft_tokens_count"u8))
            {
                stats.AcceptedDraftTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "rejected_draft_tokens_count"u8))
            {
                stats.RejectedDraftTokens = JsonValueReader.ReadInteger(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "tokens_per_second"u8))
            {
                stats.TokensPerSecond = JsonValueReader.ReadNumber(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "time_to_first_token_seconds"u8))
            {
                stats.TimeToFirstTokenSeconds = JsonValueReader.ReadNumber(ref reader);
            }
            else if (JsonValueReader.TryMoveToValue(ref reader, "model_load_time_seconds"u8))
            {
                stats.ModelLoadTimeSeconds = JsonValueReader.ReadNumber(ref reader);
            }
            else
            {
                JsonValueReader.SkipProperty(ref reader);
            }
        }

        return stats;
    }
}
