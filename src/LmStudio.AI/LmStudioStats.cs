namespace LmStudio.AI;

/// <summary>The token counts and generation speeds of a response, as measured by the server.</summary>
public sealed class LmStudioStats
{
    /// <summary>Gets or sets the number of prompt tokens, including the template, the tool definitions and the conversation so far.</summary>
    public int? InputTokens { get; set; }

    /// <summary>Gets or sets the number of generated tokens, including reasoning.</summary>
    public int? TotalOutputTokens { get; set; }

    /// <summary>Gets or sets the number of reasoning tokens, which <see cref="TotalOutputTokens"/> includes.</summary>
    public int? ReasoningOutputTokens { get; set; }

    /// <summary>Gets or sets the number of tokens that a draft model proposed (speculative decoding).</summary>
    public int? TotalDraftTokens { get; set; }

    /// <summary>Gets or sets the number of draft tokens that the model accepted.</summary>
    public int? AcceptedDraftTokens { get; set; }

    /// <summary>Gets or sets the number of draft tokens that the model rejected.</summary>
    public int? RejectedDraftTokens { get; set; }

    /// <summary>Gets or sets the generation speed, in tokens per second.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Gets or sets the time from the request to the first token, in seconds.</summary>
    public double? TimeToFirstTokenSeconds { get; set; }

    /// <summary>Gets or sets the time that loading the model took, in seconds, or <see langword="null"/> if it was already loaded.</summary>
    public double? ModelLoadTimeSeconds { get; set; }
}
