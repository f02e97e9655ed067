using System.Text.Json;

namespace LmStudio.AI;

/// <summary>A function or an MCP server. The fields are flat: the server rejects a nested <c>function</c>.</summary>
internal sealed class ResponsesTool
{
    public required string Type { get; init; }

    /// <summary>Gets the name of a function.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Gets the schema of a function's parameters.</summary>
    public JsonElement? Parameters { get; init; }

    public bool? Strict { get; init; }

    /// <summary>Gets the label of an MCP server.</summary>
    public string? ServerLabel { get; init; }

    /// <summary>Gets the address of an MCP server; <see langword="null"/> for a server in mcp.json, which the label identifies.</summary>
    public string? ServerUrl { get; init; }

    public IList<string>? AllowedTools { get; init; }

    public IDictionary<string, string>? Headers { get; init; }
}
