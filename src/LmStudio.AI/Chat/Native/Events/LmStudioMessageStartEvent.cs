namespace LmStudio.AI;

/// <summary>The event <c>message.start</c>: a message starts. A response can have several.</summary>
public sealed class LmStudioMessageStartEvent : LmStudioChatEvent
{
    internal const string EventType = "message.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
