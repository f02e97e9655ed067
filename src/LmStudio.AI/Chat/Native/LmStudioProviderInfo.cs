namespace LmStudio.AI;

/// <summary>Where a tool comes from.</summary>
public sealed class LmStudioProviderInfo
{
    /// <summary>Gets or sets the kind: <c>ephemeral_mcp</c> or <c>plugin</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the label of an MCP server that the request named.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets the id of a plugin.</summary>
    public string? PluginId { get; set; }

    /// <summary>Gets the label or the id, whichever there is.</summary>
    internal string? Name => ServerLabel ?? PluginId;
}
