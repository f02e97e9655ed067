using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>An item of an answer: a message, reasoning, a tool call, or a tool call that was not valid.</summary>
public sealed class LmStudioOutputItem
{
    /// <summary>
    /// Gets or sets the kind: <c>message</c>, <c>reasoning</c>, <c>tool_call</c> or <c>invalid_tool_call</c>;
    /// <c>mcp_call</c> from servers of before 0.4.0. Newer servers may send others.
    /// </summary>
    public string Type { get; set; } = "";

    /// <summary>Gets or sets the text of a message or of reasoning.</summary>
    public string? Content { get; set; }

    /// <summary>Gets or sets the tool that was called.</summary>
    public string? Tool { get; set; }

    /// <summary>Gets or sets the arguments of a call.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Gets or sets the result of a call: usually a JSON array of MCP content blocks, as a string.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Output { get; set; }

    /// <summary>Gets or sets where the tool comes from.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioProviderInfo>))]
    public LmStudioProviderInfo? ProviderInfo { get; set; }

    /// <summary>Gets or sets the label of the MCP server, where servers of before 0.4.0 gave it.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets why a call was not valid.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets what is known of a call that was not valid.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioToolCallMetadata>))]
    public LmStudioToolCallMetadata? Metadata { get; set; }

    /// <summary>Gets or sets the fields that have no property here.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalFields { get; set; }
}
