using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The event <c>tool_call.success</c>: the result of the call.</summary>
public sealed class LmStudioToolCallSuccessEvent : LmStudioToolCallEvent
{
    internal const string EventType = "tool_call.success";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the complete arguments.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Gets or sets the result: usually a JSON array of MCP content blocks, as a string.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Output { get; set; }
}
