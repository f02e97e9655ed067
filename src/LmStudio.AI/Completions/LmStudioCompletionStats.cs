using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How fast a completion was made, where the server tells.</summary>
public sealed class LmStudioCompletionStats
{
    /// <summary>Gets or sets the speed of generation.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Gets or sets the seconds from the request to the first token.</summary>
    [JsonPropertyName("time_to_first_token")]
    public double? TimeToFirstTokenSeconds { get; set; }

    /// <summary>Gets or sets the seconds that generating took.</summary>
    [JsonPropertyName("generation_time")]
    public double? GenerationTimeSeconds { get; set; }

    /// <summary>Gets or sets the engine's own word for why it ended, for instance <c>eosFound</c> or <c>maxPredictedTokensReached</c>.</summary>
    public string? StopReason { get; set; }
}
