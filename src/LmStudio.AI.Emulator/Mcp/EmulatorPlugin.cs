using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator;

/// <summary>An MCP server of LM Studio's mcp.json, which requests refer to by its plugin id.</summary>
/// <remarks>See <see href="https://lmstudio.ai/docs/developer/core/mcp"/>.</remarks>
public sealed class EmulatorPlugin
{
    /// <summary>Creates a plugin for a server that runs elsewhere.</summary>
    /// <param name="id">The plugin id, which in LM Studio is <c>mcp/</c> and the label in lower kebab case, for example <c>mcp/playwright</c>.</param>
    /// <param name="endpoint">The server's address. It can be a private address.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="endpoint"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(endpoint);
        Id = id;
        Endpoint = endpoint;
    }

    /// <summary>Creates a plugin without tools.</summary>
    /// <param name="id">The plugin id, for example <c>mcp/clock</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id)
        : this(id, Array.Empty<McpServerTool>())
    {
    }

    /// <summary>Creates a plugin with functions as tools. The emulator runs an <see cref="EmulatorMcpServer"/> for them and calls them over HTTP.</summary>
    /// <param name="id">The plugin id, for example <c>mcp/clock</c>.</param>
    /// <param name="functions">The functions.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="functions"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id, params AIFunction[] functions)
        : this(id, functions?.Select(PlainTextFunction.CreateTool).ToArray() ?? throw new ArgumentNullException(nameof(functions)))
    {
    }

    /// <summary>Creates a plugin with its own tools. The emulator runs an <see cref="EmulatorMcpServer"/> for them and calls them over HTTP.</summary>
    /// <param name="id">The plugin id, for example <c>mcp/clock</c>.</param>
    /// <param name="tools">The tools.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="tools"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id, params McpServerTool[] tools)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(tools);
        Id = id;
        Tools = tools;
    }

    /// <summary>Gets the plugin id.</summary>
    public string Id { get; }

    /// <summary>Gets the address of the server, or <see langword="null"/> for a plugin with tools of its own.</summary>
    public Uri? Endpoint { get; }

    /// <summary>Gets the plugin's own tools; empty for a server that runs elsewhere.</summary>
    public IReadOnlyList<McpServerTool> Tools { get; } = [];
}
