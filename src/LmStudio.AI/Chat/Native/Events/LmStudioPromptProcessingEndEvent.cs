namespace LmStudio.AI;

/// <summary>The event <c>prompt_processing.end</c>: the prompt has been processed.</summary>
public sealed class LmStudioPromptProcessingEndEvent : LmStudioChatEvent
{
    internal const string EventType = "prompt_processing.end";

    /// <inheritdoc />
    public override string Type => EventType;
}
