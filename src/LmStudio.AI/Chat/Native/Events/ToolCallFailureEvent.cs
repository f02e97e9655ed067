using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The event <c>tool_call.failure</c>: the call was not valid.</summary>
public sealed class ToolCallFailureEvent : LmStudioChatEvent
{
    internal const string EventType = "tool_call.failure";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets why.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets what is known of the call.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioToolCallMetadata>))]
    public LmStudioToolCallMetadata? Metadata { get; set; }
}
