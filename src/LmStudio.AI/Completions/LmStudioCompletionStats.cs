using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The generation speeds of a completion, if the server reports them.</summary>
public sealed class LmStudioCompletionStats
{
    /// <summary>Gets or sets the generation speed, in tokens per second.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Gets or sets the time from the request to the first token, in seconds.</summary>
    [JsonPropertyName("time_to_first_token")]
    public double? TimeToFirstTokenSeconds { get; set; }

    /// <summary>Gets or sets the generation time, in seconds.</summary>
    [JsonPropertyName("generation_time")]
    public double? GenerationTimeSeconds { get; set; }

    /// <summary>Gets or sets the engine's reason why the completion ended, for example <c>eosFound</c> or <c>maxPredictedTokensReached</c>.</summary>
    public string? StopReason { get; set; }
}
