namespace LmStudio.AI;

internal sealed class ChatCompletionStreamOptions
{
    public bool IncludeUsage { get; init; }
}
