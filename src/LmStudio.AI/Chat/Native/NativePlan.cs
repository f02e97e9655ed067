namespace LmStudio.AI;

/// <summary>A request that is ready to be sent, and what is needed to map its answer.</summary>
internal sealed class NativePlan(LmStudioChatRequest request, NativeTurn turn, string? systemPrompt)
{
    public LmStudioChatRequest Request { get; } = request;

    public NativeTurn Turn { get; } = turn;

    /// <summary>Gets the system prompt of the conversation, whether or not it is sent again.</summary>
    public string? SystemPrompt { get; } = systemPrompt;
}
