namespace LmStudio.AI;

/// <summary>The event <c>message.delta</c>: a chunk of a message, from any endpoint.</summary>
public sealed class LmStudioMessageDeltaEvent : LmStudioChatEvent
{
    internal const string EventType = "message.delta";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the next piece of text.</summary>
    public string? Content { get; set; }
}
