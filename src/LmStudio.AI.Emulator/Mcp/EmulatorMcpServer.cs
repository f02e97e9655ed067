using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator;

/// <summary>Represents a small MCP server on a loopback port (stateless streamable HTTP) that provides tools for tests and demos.</summary>
/// <example>
/// <code>
/// await using var mcp = await EmulatorMcpServer.StartAsync([AIFunctionFactory.Create(() =&gt; 21, "roll_dice")]);
/// </code>
/// </example>
public sealed class EmulatorMcpServer : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly RequestLog _requests;

    private EmulatorMcpServer(LoopbackServer server, RequestLog requests)
    {
        _server = server;
        _requests = requests;
        Endpoint = new Uri(server.Endpoint, "/mcp");
    }

    /// <summary>Gets the address of the server, for example <c>http://127.0.0.1:40123/mcp</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets a snapshot of the requests received so far, including their headers.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.Snapshot();

    /// <summary>Starts a server that provides the specified functions as tools.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="cancellationToken">The token that cancels the start.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="functions"/> is <see langword="null"/>.</exception>
    public static Task<EmulatorMcpServer> StartAsync(IEnumerable<AIFunction> functions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return StartAsync(functions.Select(PlainTextFunction.CreateTool), cancellationToken);
    }

    /// <summary>Starts a server that provides the specified tools.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="cancellationToken">The token that cancels the start.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tools"/> is <see langword="null"/>.</exception>
    public static async Task<EmulatorMcpServer> StartAsync(IEnumerable<McpServerTool> tools, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tools);
        McpServerPrimitiveCollection<McpServerTool> collection = new();
        foreach (McpServerTool tool in tools)
        {
            collection.Add(tool);
        }

        RequestLog requests = new();
        LoopbackServer server = await LoopbackServer.StartAsync(
            port: 0, (context, stopping) => HandleAsync(context, requests, collection, stopping), cancellationToken).ConfigureAwait(false);
        return new(server, requests);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task HandleAsync(
        HttpContext context, RequestLog requests, McpServerPrimitiveCollection<McpServerTool> tools, CancellationToken cancellationToken)
    {
        EmulatorRequest request = await requests.RecordAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (request is not { Method: "POST", Path: "/mcp" })
        {
            // Without sessions, GET and DELETE are not supported.
            context.Response.StatusCode = request.Path is "/mcp" ? 405 : 404;
            return;
        }

        JsonRpcMessage? message;
        try
        {
            message = JsonSerializer.Deserialize<JsonRpcMessage>(request.Body, McpJsonUtilities.DefaultOptions);
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message is null)
        {
            context.Response.StatusCode = 400;
            return;
        }

        StreamableHttpServerTransport transport = new() { Stateless = true };
        await using (transport.ConfigureAwait(false))
        {
            McpServerOptions options = new() { ServerInfo = new() { Name = "LmStudio.AI.Emulator", Version = "1.0" }, ToolCollection = tools };
            McpServer server = McpServer.Create(transport, options);
            await using (server.ConfigureAwait(false))
            {
                Task running = server.RunAsync(cancellationToken);
                context.Response.ContentType = "text/event-stream";
                if (!await transport.HandlePostRequestAsync(message, context.Response.Body, cancellationToken).ConfigureAwait(false))
                {
                    context.Response.ContentType = null;
                    context.Response.StatusCode = 202;
                }
            }
        }
    }
}
