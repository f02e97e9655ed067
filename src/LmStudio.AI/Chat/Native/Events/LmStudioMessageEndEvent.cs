namespace LmStudio.AI;

/// <summary>The event <c>message.end</c>: a message ends.</summary>
public sealed class LmStudioMessageEndEvent : LmStudioChatEvent
{
    internal const string EventType = "message.end";

    /// <inheritdoc />
    public override string Type => EventType;
}
