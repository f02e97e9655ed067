namespace LmStudio.AI;

/// <summary>The event <c>reasoning.delta</c>: a chunk of reasoning, from any endpoint.</summary>
public sealed class LmStudioReasoningDeltaEvent : LmStudioChatEvent
{
    internal const string EventType = "reasoning.delta";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the next piece of text.</summary>
    public string? Content { get; set; }
}
