namespace LmStudio.AI;

internal sealed class ChatCompletionTokenDetails
{
    public int? ReasoningTokens { get; init; }
}
