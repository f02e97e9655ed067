namespace LmStudio.AI;

/// <summary>The event <c>tool_call.name</c>: the tool that is called. Not documented, but sent.</summary>
public sealed class ToolCallNameEvent : ToolCallEvent
{
    internal const string EventType = "tool_call.name";

    /// <inheritdoc />
    public override string Type => EventType;
}
