using System.Text.Json;

namespace LmStudio.AI;

/// <summary>An output item of a response: a message, reasoning, a tool call, or an invalid tool call.</summary>
public sealed class LmStudioOutputItem
{
    /// <summary>
    /// Gets or sets the type: <c>message</c>, <c>reasoning</c>, <c>tool_call</c> or <c>invalid_tool_call</c>, or
    /// <c>mcp_call</c> for servers before 0.4.0. Newer servers may send other values.
    /// </summary>
    public string Type { get; set; } = "";

    /// <summary>Gets or sets the text of a message or of reasoning.</summary>
    public string? Content { get; set; }

    /// <summary>Gets or sets the tool that was called.</summary>
    public string? Tool { get; set; }

    /// <summary>Gets or sets the arguments of a call.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Gets or sets the result of a call: usually a JSON array of MCP content blocks, as a string.</summary>
    public string? Output { get; set; }

    /// <summary>Gets or sets the provider of the tool.</summary>
    public LmStudioProviderInfo? ProviderInfo { get; set; }

    /// <summary>Gets or sets the label of the MCP server, which servers before 0.4.0 send here.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets the reason why a call is invalid.</summary>
    public string? Reason { get; set; }

    /// <summary>Gets or sets the details of an invalid call.</summary>
    public LmStudioToolCallMetadata? Metadata { get; set; }

    /// <summary>Gets or sets fields without a property in this class.</summary>
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }
}
