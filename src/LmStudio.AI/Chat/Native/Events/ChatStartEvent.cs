namespace LmStudio.AI;

/// <summary>The event <c>chat.start</c>: the answer begins.</summary>
public sealed class ChatStartEvent : LmStudioChatEvent
{
    internal const string EventType = "chat.start";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the instance that answers.</summary>
    public string? ModelInstanceId { get; set; }
}
