namespace LmStudio.AI;

/// <summary>The event <c>chat.start</c>: the response starts.</summary>
public sealed class LmStudioChatStartEvent : LmStudioChatEvent
{
    internal const string EventType = "chat.start";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the id of the instance that creates the response.</summary>
    public string? ModelInstanceId { get; set; }
}
