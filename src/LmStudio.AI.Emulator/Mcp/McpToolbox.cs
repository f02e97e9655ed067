using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace LmStudio.AI.Emulator;

/// <summary>The connected MCP servers of a request, and their tools that the model may call.</summary>
internal sealed class McpToolbox : IAsyncDisposable
{
    private readonly List<McpClient> _clients = [];
    private readonly List<McpTool> _tools = [];

    public IReadOnlyList<McpTool> Tools => _tools;

    /// <summary>Gets the servers of the request, including those without tools.</summary>
    public List<ToolProvider> Providers { get; } = [];

    public McpTool? Find(string server, string tool) => _tools.Find(candidate => candidate.Provider.Name == server && candidate.Tool.Name == tool);

    /// <summary>Adds a connection with its allowed tools, and owns it.</summary>
    public void Add(McpClient client, IEnumerable<McpClientTool> tools, ToolProvider provider, IReadOnlyList<string>? allowedTools)
    {
        _clients.Add(client);
        Providers.Add(provider);
        _tools.AddRange(tools.Where(tool => allowedTools is null || allowedTools.Contains(tool.Name)).Select(tool => new McpTool(tool, provider)));
    }

    /// <summary>Calls a tool.</summary>
    /// <returns>The content parts returned by the tool, as a JSON array. A tool's error is one of the parts; LM Studio has no other field for it.</returns>
    public static async Task<string> CallAsync(McpTool tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        try
        {
            Dictionary<string, object?> values = arguments.ToDictionary(static argument => argument.Key, static object? (argument) => argument.Value?.DeepClone());
            CallToolResult result = await tool.Tool.CallAsync(values, cancellationToken: cancellationToken).ConfigureAwait(false);
            return WireJson.Compact(JsonSerializer.SerializeToNode(result.Content, McpJsonUtilities.DefaultOptions)!);
        }
        catch (Exception exception) when (exception is McpException or HttpRequestException or IOException)
        {
            return WireJson.Compact(new JsonArray(new JsonObject { ["type"] = "text", ["text"] = exception.Message }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (McpClient client in _clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }
}
