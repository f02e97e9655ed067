namespace LmStudio.AI;

/// <summary>The event <c>reasoning.delta</c>: a piece of reasoning, of whichever endpoint.</summary>
public sealed class ReasoningDeltaEvent : LmStudioChatEvent
{
    internal const string EventType = "reasoning.delta";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the next piece of text.</summary>
    public string? Content { get; set; }
}
