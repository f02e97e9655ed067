namespace LmStudio.AI;

/// <summary>The event <c>tool_call.start</c>: the model begins to call a tool. Servers differ in whether they name it yet.</summary>
public sealed class ToolCallStartEvent : ToolCallEvent
{
    internal const string EventType = "tool_call.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
