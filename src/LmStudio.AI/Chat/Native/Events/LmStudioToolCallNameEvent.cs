namespace LmStudio.AI;

/// <summary>The event <c>tool_call.name</c>: the name of the tool. LM Studio sends it but does not document it.</summary>
public sealed class LmStudioToolCallNameEvent : LmStudioToolCallEvent
{
    internal const string EventType = "tool_call.name";

    /// <inheritdoc />
    public override string Type => EventType;
}
