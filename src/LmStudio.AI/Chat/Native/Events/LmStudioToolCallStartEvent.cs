namespace LmStudio.AI;

/// <summary>The event <c>tool_call.start</c>: the model starts to call a tool. Some servers include its name.</summary>
public sealed class LmStudioToolCallStartEvent : LmStudioToolCallEvent
{
    internal const string EventType = "tool_call.start";

    /// <inheritdoc />
    public override string Type => EventType;
}
