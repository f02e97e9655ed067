namespace LmStudio.AI;

/// <summary>The token counts of a response. LM Studio sends zeros.</summary>
internal sealed class EmbeddingUsage
{
    public long? PromptTokens { get; set; }

    public long? TotalTokens { get; set; }
}
