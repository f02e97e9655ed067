using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator;

/// <summary>Represents an MCP server of LM Studio's mcp.json, which requests refer to by its plugin id.</summary>
/// <remarks>See <see href="https://lmstudio.ai/docs/developer/core/mcp"/>.</remarks>
public sealed class EmulatorPlugin
{
    /// <summary>Initializes a new instance of the <see cref="EmulatorPlugin"/> class for a server that is already running.</summary>
    /// <param name="id">The plugin id: <c>mcp/</c> followed by the label in lower kebab case, for example <c>mcp/playwright</c>.</param>
    /// <param name="endpoint">The address of the server. It can be private: LM Studio rejects private addresses only for servers that a request specifies itself.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="endpoint"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(endpoint);
        Id = id;
        Endpoint = endpoint;
    }

    /// <summary>Initializes a new instance of the <see cref="EmulatorPlugin"/> class without tools.</summary>
    /// <param name="id">The plugin id, for example <c>mcp/clock</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id)
        : this(id, Array.Empty<McpServerTool>())
    {
    }

    /// <summary>
    /// Initializes a new instance of the <see cref="EmulatorPlugin"/> class with functions as tools. The emulator runs an <see cref="EmulatorMcpServer"/> for
    /// them.
    /// </summary>
    /// <param name="id">The plugin id, for example <c>mcp/clock</c>.</param>
    /// <param name="functions">The functions.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="functions"/> is <see langword="null"/>.</exception>
    public EmulatorPlugin(string id, params AIFunction[] functions)
        : this(id, functions?.Select(PlainTextFunction.CreateTool).ToArray() ?? throw new ArgumentNullException(nameof(functions)))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EmulatorPlugin"/> class with tools. The emulator runs an <see cref="EmulatorMcpServer"/> for them.</summary>
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

    /// <summary>Gets the address of the server, or <see langword="null"/> for a plugin that was created with tools.</summary>
    public Uri? Endpoint { get; }

    /// <summary>Gets the tools that the plugin was created with. The list is empty for a server that is already running.</summary>
    public IReadOnlyList<McpServerTool> Tools { get; } = [];
}
