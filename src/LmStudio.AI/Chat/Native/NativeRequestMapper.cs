using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps messages and options to a request of <c>/api/v1/chat</c>.</summary>
internal static class NativeRequestMapper
{
    /// <summary>Maps a turn. A raw request of the caller is the base; only its unset properties are filled.</summary>
    /// <exception cref="ArgumentException">There is no user text or image to send.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support, or an MCP server requires approval.</exception>
    public static LmStudioChatRequest Map(ChatTurn turn)
    {
        LmStudioChatRequest request = turn.RawRequest as LmStudioChatRequest ?? new LmStudioChatRequest();
        request.Input ??= MapInput(turn.Messages);

        // These have the raw request's values in them already.
        request.Model = turn.Model;
        request.SystemPrompt = turn.SystemPrompt;
        request.Reasoning = turn.Reasoning;
        request.Store = turn.Store;
        request.PreviousResponseId = turn.ConversationId;

        if (turn.Options is { } options)
        {
            request.Integrations ??= MapTools(options);
            request.Temperature ??= options.Temperature;
            request.TopP ??= options.TopP;
            request.TopK ??= options.TopK;
            request.MinP ??= options.MinP;
            request.RepeatPenalty ??= options.RepeatPenalty;
            request.MaxOutputTokens ??= options.MaxOutputTokens;
            request.ContextLength ??= options.ContextLength;
        }

        return request;
    }

    /// <summary>Maps the MCP servers among the tools.</summary>
    public static List<LmStudioIntegration>? MapTools(ChatOptions options)
    {
        if (options.ToolMode is NoneChatToolMode)
        {
            return null;
        }

        List<LmStudioIntegration>? integrations = null;
        foreach (HostedMcpServerTool tool in (options.Tools ?? []).OfType<HostedMcpServerTool>())
        {
            IList<string>? allowedTools = McpApproval.GetAllowedTools(tool);

            // Omit a server without tools. Whether an empty list means "none" or "all" to LM Studio is unknown.
            if (allowedTools is not { Count: 0 })
            {
                (integrations ??= []).Add(MapTool(tool, allowedTools));
            }
        }

        return integrations;
    }

    private static List<LmStudioInputItem> MapInput(IReadOnlyList<ChatMessage> messages)
    {
        List<LmStudioInputItem> input = [];
        foreach (ChatMessage message in messages)
        {
            if (!SystemText.IsSystem(message))
            {
                foreach (AIContent content in message.Contents)
                {
                    if (content.RawRepresentation is LmStudioInputItem || !ContentGuard.IsEmpty(content))
                    {
                        input.Add(MapContent(message.Role, content));
                    }
                }
            }
        }

        return input.Count > 0 ? input : throw NothingToSend.Create(nameof(messages));
    }

    private static LmStudioInputItem MapContent(ChatRole role, AIContent content) => content switch
    {
        { RawRepresentation: LmStudioInputItem item } => item,
        TextContent text => LmStudioInputItem.Text(text.Text),
        _ when ImageUrl.IsImage(content) => LmStudioInputItem.FromInlineImage(InlineImage.From(content)),
        _ => throw ContentGuard.NotSupported(role, content),
    };

    private static LmStudioIntegration MapTool(HostedMcpServerTool tool, IList<string>? allowedTools)
    {
        if (!McpServerAddress.TryGetUrl(tool, out Uri? url))
        {
            if (tool.Headers is { Count: > 0 })
            {
                throw new NotSupportedException(
                    $"'{tool.ServerAddress}' is an LM Studio plugin, which does not accept headers from requests. Set them in LM Studio's mcp.json, or give the MCP server's http or https address.");
            }

            LmStudioIntegration plugin = LmStudioIntegration.Plugin(tool.ServerAddress);
            plugin.AllowedTools = allowedTools;
            return plugin;
        }

        LmStudioIntegration server = LmStudioIntegration.EphemeralMcp(tool.ServerName, url);
        server.AllowedTools = allowedTools;
        server.Headers = tool.Headers is { Count: > 0 } ? tool.Headers : null;
        return server;
    }
}
