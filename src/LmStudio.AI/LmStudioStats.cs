using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Token counts and speeds of an answer, as the server measured them.</summary>
public sealed class LmStudioStats
{
    /// <summary>Gets or sets the tokens of the prompt, with the template, tool definitions and the conversation so far.</summary>
    public int? InputTokens { get; set; }

    /// <summary>Gets or sets the tokens that were generated, reasoning included.</summary>
    public int? TotalOutputTokens { get; set; }

    /// <summary>Gets or sets the tokens of <see cref="TotalOutputTokens"/> that are reasoning.</summary>
    public int? ReasoningOutputTokens { get; set; }

    /// <summary>Gets or sets the tokens that a draft model proposed, where one helps (speculative decoding).</summary>
    [JsonPropertyName("total_draft_tokens_count")]
    public int? TotalDraftTokens { get; set; }

    /// <summary>Gets or sets the tokens of <see cref="TotalDraftTokens"/> that the model took.</summary>
    [JsonPropertyName("accepted_draft_tokens_count")]
    public int? AcceptedDraftTokens { get; set; }

    /// <summary>Gets or sets the tokens of <see cref="TotalDraftTokens"/> that the model did not take.</summary>
    [JsonPropertyName("rejected_draft_tokens_count")]
    public int? RejectedDraftTokens { get; set; }

    /// <summary>Gets or sets the speed of generation.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Gets or sets the seconds from the request to the first token.</summary>
    public double? TimeToFirstTokenSeconds { get; set; }

    /// <summary>Gets or sets the seconds that loading the model took, or <see langword="null"/> when it was loaded already.</summary>
    public double? ModelLoadTimeSeconds { get; set; }
}
