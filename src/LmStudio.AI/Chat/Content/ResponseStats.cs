using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Stores the server's measurements so that they survive streaming, caching and logging: counts in the usage, and speeds as numbers in the message's additional
/// properties.
/// </summary>
internal static class ResponseStats
{
    public const string TotalDraftTokens = "lmstudio.draft_tokens.total";
    public const string AcceptedDraftTokens = "lmstudio.draft_tokens.accepted";
    public const string RejectedDraftTokens = "lmstudio.draft_tokens.rejected";

    public static UsageDetails ToUsage(LmStudioStats stats)
    {
        UsageDetails usage = new()
        {
            InputTokenCount = stats.InputTokens,
            OutputTokenCount = stats.TotalOutputTokens,
            TotalTokenCount = stats.InputTokens + stats.TotalOutputTokens,
            ReasoningTokenCount = stats.ReasoningOutputTokens,
        };
        Add(TotalDraftTokens, stats.TotalDraftTokens);
        Add(AcceptedDraftTokens, stats.AcceptedDraftTokens);
        Add(RejectedDraftTokens, stats.RejectedDraftTokens);
        return usage;

        void Add(string key, int? count)
        {
            if (count is { } number)
            {
                (usage.AdditionalCounts ??= [])[key] = number;
            }
        }
    }

    public static void AddProperties(LmStudioStats? stats, AdditionalPropertiesDictionary properties)
    {
        Add(TelemetryTag.TokensPerSecond, stats?.TokensPerSecond);
        Add(TelemetryTag.TimeToFirstToken, stats?.TimeToFirstTokenSeconds);
        Add(TelemetryTag.ModelLoadTime, stats?.ModelLoadTimeSeconds);

        void Add(string key, double? value)
        {
            if (value is { } number)
            {
                properties[key] = number;
            }
        }
    }

    public static LmStudioStats? Read(ChatResponse response) =>
        Read(response.Messages.Count > 0 ? response.Messages[response.Messages.Count - 1].AdditionalProperties : null, response.Usage);

    /// <summary>Reads the measurements from the last update of a stream.</summary>
    public static LmStudioStats? Read(ChatResponseUpdate update) =>
        Read(update.AdditionalProperties, update.AdditionalProperties is null ? null : update.Contents.OfType<UsageContent>().LastOrDefault()?.Details);

    private static LmStudioStats? Read(AdditionalPropertiesDictionary? properties, UsageDetails? usage)
    {
        if (properties is null)
        {
            // Programs ask each update of a stream, and all but the last have none.
            return null;
        }

        LmStudioStats stats = new()
        {
            InputTokens = (int?)usage?.InputTokenCount,
            TotalOutputTokens = (int?)usage?.OutputTokenCount,
            ReasoningOutputTokens = (int?)usage?.ReasoningTokenCount,
            TotalDraftTokens = Count(usage, TotalDraftTokens),
            AcceptedDraftTokens = Count(usage, AcceptedDraftTokens),
            RejectedDraftTokens = Count(usage, RejectedDraftTokens),
            TokensPerSecond = Number(properties, TelemetryTag.TokensPerSecond),
            TimeToFirstTokenSeconds = Number(properties, TelemetryTag.TimeToFirstToken),
            ModelLoadTimeSeconds = Number(properties, TelemetryTag.ModelLoadTime),
        };

        return stats is { TokensPerSecond: null, TimeToFirstTokenSeconds: null, ModelLoadTimeSeconds: null, TotalDraftTokens: null } ? null : stats;
    }

    private static int? Count(UsageDetails? usage, string key) => usage?.AdditionalCounts?.TryGetValue(key, out long count) == true ? (int)count : null;

    private static double? Number(AdditionalPropertiesDictionary properties, string key) =>
        properties.TryGetValue(key, out object? value)
            ? value switch
            {
                double number => number,
                JsonElement { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
                _ => null,
            }
            : null;
}
