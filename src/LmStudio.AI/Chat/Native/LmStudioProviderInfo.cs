namespace LmStudio.AI;

/// <summary>The provider of a tool.</summary>
public sealed class LmStudioProviderInfo
{
    /// <summary>Gets or sets the type: <c>ephemeral_mcp</c> or <c>plugin</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the label of an MCP server that the request specified.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets the id of a plugin.</summary>
    public string? PluginId { get; set; }

    /// <summary>Gets the label or the id.</summary>
    internal string? Name => ServerLabel ?? PluginId;
}
