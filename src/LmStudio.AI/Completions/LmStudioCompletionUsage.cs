namespace LmStudio.AI;

/// <summary>The token counts of a completion.</summary>
public sealed class LmStudioCompletionUsage
{
    /// <summary>Gets or sets the tokens of the prompt.</summary>
    public int? PromptTokens { get; set; }

    /// <summary>Gets or sets the tokens that were generated.</summary>
    public int? CompletionTokens { get; set; }

    /// <summary>Gets or sets the sum.</summary>
    public int? TotalTokens { get; set; }
}
