namespace LmStudio.AI;

/// <summary>The event <c>prompt_processing.start</c>: the model starts to process the prompt.</summary>
public sealed class LmStudioPromptProcessingStartEvent : LmStudioChatEvent
{
    internal const string EventType = "prompt_processing.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
