namespace LmStudio.AI;

/// <summary>A source of tools that LM Studio calls: an MCP server specified in the request, or one in LM Studio's mcp.json.</summary>
public sealed class LmStudioIntegration
{
    internal const string EphemeralMcpType = "ephemeral_mcp";
    internal const string PluginType = "plugin";

    /// <summary>Gets or sets the type: <c>ephemeral_mcp</c> or <c>plugin</c>.</summary>
    public string Type { get; set; } = PluginType;

    /// <summary>Gets or sets the id of a plugin, for example <c>mcp/playwright</c>.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the label of an MCP server, which identifies it in responses.</summary>
    public string? ServerLabel { get; set; }

    /// <summary>Gets or sets the address of an MCP server. Since 0.4.15 the server accepts public addresses only.</summary>
    public string? ServerUrl { get; set; }

    /// <summary>Gets or sets the tools that may be called. The default is <see langword="null"/>, which allows all tools.</summary>
    public IList<string>? AllowedTools { get; set; }

    /// <summary>Gets or sets the HTTP headers that LM Studio sends to an MCP server. They never appear in error messages or logs of the connector.</summary>
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>Creates an integration for an MCP server at an address.</summary>
    /// <param name="serverLabel">The label that identifies the server in responses.</param>
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

    /// <summary>Creates an integration for an MCP server in LM Studio's mcp.json, or another plugin.</summary>
    /// <param name="id">The id, for example <c>mcp/playwright</c>.</param>
    /// <returns>The integration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    public static LmStudioIntegration Plugin(string id) => new() { Id = Throw.IfNullOrWhiteSpace(id) };
}
