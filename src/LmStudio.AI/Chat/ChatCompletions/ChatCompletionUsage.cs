namespace LmStudio.AI;

internal sealed class ChatCompletionUsage
{
    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public ChatCompletionTokenDetails? CompletionTokensDetails { get; init; }
}
