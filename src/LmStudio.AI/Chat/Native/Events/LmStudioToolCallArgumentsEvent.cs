using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The event <c>tool_call.arguments</c>: the arguments of the call.</summary>
public sealed class LmStudioToolCallArgumentsEvent : LmStudioToolCallEvent
{
    internal const string EventType = "tool_call.arguments";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the complete arguments.</summary>
    public JsonElement? Arguments { get; set; }
}
