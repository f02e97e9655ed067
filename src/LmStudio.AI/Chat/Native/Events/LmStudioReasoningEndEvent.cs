namespace LmStudio.AI;

/// <summary>The event <c>reasoning.end</c>: reasoning ends.</summary>
public sealed class LmStudioReasoningEndEvent : LmStudioChatEvent
{
    internal const string EventType = "reasoning.end";

    /// <inheritdoc />
    public override string Type => EventType;
}
