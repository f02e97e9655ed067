namespace LmStudio.AI;

/// <summary>The event <c>reasoning.start</c>: reasoning starts.</summary>
public sealed class LmStudioReasoningStartEvent : LmStudioChatEvent
{
    internal const string EventType = "reasoning.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
