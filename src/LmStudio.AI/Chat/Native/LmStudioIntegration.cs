namespace LmStudio.AI;

/// <summary>A source of tools that LM Studio itself calls: an MCP server named in the request, or one of LM Studio's mcp.json.</summary>
public sealed class LmStudioIntegration
{
    internal const string EphemeralMcpType = "ephemeral_mcp";
    internal const string PluginType = "plugin";

    /// <summary>Gets or sets the kind: <c>ephemeral_mcp</c> or <c>plugin</c>.</summary>
    public string Type { get; set; } = PluginType;

    /// <summary>Gets or sets the id of a plugin, for instance <c>mcp/playwright</c>.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the label of an MCP server. Answers name the server by it.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets the address of an MCP server. Since 0.4.15 the server accepts public addresses only.</summary>
    public string? ServerUrl { get; set; }

    /// <summary>Gets or sets the tools that may be called. <see langword="null"/>, the default, allows all.</summary>
    public IList<string>? AllowedTools { get; set; }

    /// <summary>Gets or sets the HTTP headers that LM Studio sends to an MCP server. They appear in no message or log of the connector.</summary>
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>Names an MCP server by its address.</summary>
    /// <param name="serverLabel">The label to know the server by.</param>
    /// <param name="serverUrl">The server's http or https address.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serverLabel"/> is empty.</exception>
    public static LmStudioIntegration EphemeralMcp(string serverLabel, Uri serverUrl) => new()
    {
        Type = EphemeralMcpType,
        ServerLabel = Throw.IfNullOrWhiteSpace(serverLabel),
        ServerUrl = Throw.IfNull(serverUrl).AbsoluteUri,
    };

    /// <summary>Names an MCP server of LM Studio's mcp.json, or another plugin.</summary>
    /// <param name="id">The id, for instance <c>mcp/playwright</c>.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    public static LmStudioIntegration Plugin(string id) => new() { Id = Throw.IfNullOrWhiteSpace(id) };
}
