namespace LmStudio.AI;

/// <summary>What a stream is to have besides text.</summary>
internal sealed class CompletionStreamOptions
{
    public bool IncludeUsage { get; init; }
}
