namespace LmStudio.AI;

/// <summary>The event <c>prompt_processing.start</c>: the model begins to read the prompt.</summary>
public sealed class PromptProcessingStartEvent : LmStudioChatEvent
{
    internal const string EventType = "prompt_processing.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
