namespace LmStudio.AI;

/// <summary>The event <c>chat.end</c>: the response is complete.</summary>
public sealed class LmStudioChatEndEvent : LmStudioChatEvent
{
    internal const string EventType = "chat.end";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the complete response.</summary>
    public LmStudioChatResult? Result { get; set; }
}
