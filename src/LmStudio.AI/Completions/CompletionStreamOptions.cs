namespace LmStudio.AI;

/// <summary>The options of a stream.</summary>
internal sealed class CompletionStreamOptions
{
    public bool IncludeUsage { get; init; }
}
