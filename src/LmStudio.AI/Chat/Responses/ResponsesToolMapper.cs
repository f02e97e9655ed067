using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps functions and MCP servers to the tools of a request.</summary>
internal static class ResponsesToolMapper
{
    private const string McpType = "mcp";

    /// <summary>The prefix of the ids of servers in LM Studio's mcp.json. The label does not have it.</summary>
    private const string PluginPrefix = "mcp/";

    /// <summary>Returns the tools, or <see langword="null"/> when there are none to send.</summary>
    /// <exception cref="ArgumentException">A function is required that is not among the tools.</exception>
    /// <exception cref="NotSupportedException">An MCP server requires approvals.</exception>
    public static IReadOnlyList<ResponsesTool>? Map(ChatOptions? options)
    {
        List<ResponsesTool> tools = [.. FunctionTools.Get(options).Select(MapFunction)];

        // With an MCP server in the request, the function would no longer be required.
        if (options?.ToolMode is not (NoneChatToolMode or RequiredChatToolMode { RequiredFunctionName: not null }))
        {
            foreach (HostedMcpServerTool server in (options?.Tools ?? []).OfType<HostedMcpServerTool>())
            {
                IList<string>? allowedTools = McpApproval.GetAllowedTools(server);

                // Omit a server without tools. Whether an empty list means "none" or "all" to LM Studio is unknown.
                if (allowedTools is not { Count: 0 })
                {
                    tools.Add(MapServer(server, allowedTools));
                }
            }
        }

        return tools.Count > 0 ? tools : null;
    }

    private static ResponsesTool MapFunction(AIFunctionDeclaration function) => new()
    {
        Type = "function",
        Name = function.Name,
        Description = GivenText.OrNull(function.Description),
        Parameters = PortableSchema.Get(function),
        Strict = function.AdditionalProperties.TryGetValue("strict", out object? strict) ? strict as bool? : null,
    };

    private static ResponsesTool MapServer(HostedMcpServerTool server, IList<string>? allowedTools) =>
        McpServerAddress.TryGetUrl(server, out Uri? url)
            ? new()
            {
                Type = McpType,
                ServerLabel = server.ServerName,
                ServerUrl = url.AbsoluteUri,
                AllowedTools = allowedTools,
                Headers = server.Headers is { Count: > 0 } headers ? headers : null,
            }
            : new()
            {
                Type = McpType,
                ServerLabel = server.ServerAddress.StartsWith(PluginPrefix, StringComparison.Ordinal) ? server.ServerAddress.Substring(PluginPrefix.Length) : server.ServerAddress,
                AllowedTools = allowedTools,
            };
}
