namespace LmStudio.AI;

/// <summary>The token counts of a completion.</summary>
public sealed class LmStudioCompletionUsage
{
    /// <summary>Gets or sets the number of prompt tokens.</summary>
    public int? PromptTokens { get; set; }

    /// <summary>Gets or sets the number of generated tokens.</summary>
    public int? CompletionTokens { get; set; }

    /// <summary>Gets or sets the total number of tokens.</summary>
    public int? TotalTokens { get; set; }
}
