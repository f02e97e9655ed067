using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The event <c>tool_call.failure</c>: the call is invalid.</summary>
public sealed class LmStudioToolCallFailureEvent : LmStudioChatEvent
{
    internal const string EventType = "tool_call.failure";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the reason why the call is invalid.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets the details of the call.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioToolCallMetadata>))]
    public LmStudioToolCallMetadata? Metadata { get; set; }
}
