namespace LmStudio.AI.Emulator;

/// <summary>An MCP server as a request names it.</summary>
internal abstract record McpIntegration(IReadOnlyList<string>? AllowedTools)
{
    /// <summary>A server of LM Studio's mcp.json.</summary>
    public sealed record Plugin(string Id, IReadOnlyList<string>? AllowedTools) : McpIntegration(AllowedTools);

    /// <summary>A server for this request only.</summary>
    public sealed record Ephemeral(string Label, string Url, IReadOnlyList<string>? AllowedTools, IReadOnlyDictionary<string, string>? Headers)
        : McpIntegration(AllowedTools);
}
