namespace LmStudio.AI;

/// <summary>The event <c>reasoning.start</c>: reasoning begins.</summary>
public sealed class ReasoningStartEvent : LmStudioChatEvent
{
    internal const string EventType = "reasoning.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
