using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps messages and options to a request of <c>/api/v1/chat</c>.</summary>
internal static class NativeRequestMapper
{
    /// <summary>What the endpoint can carry.</summary>
    public const ChatFeatures Features =
        ChatFeatures.Conversation | ChatFeatures.RemoteMcp | ChatFeatures.McpPlugin | ChatFeatures.Images
        | ChatFeatures.TopK | ChatFeatures.MinP | ChatFeatures.RepeatPenalty | ChatFeatures.ContextLength;

    /// <summary>Fills what is unset in a request. Model and reasoning, which need to know the server's models, are left to the caller.</summary>
    /// <param name="request">An empty request, or the caller's raw one.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">There is no text or image of the user's to send.</exception>
    /// <exception cref="NotSupportedException">A message holds what the endpoint cannot take, or an MCP server requires approvals.</exception>
    public static void Fill(LmStudioChatRequest request, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        request.Input ??= MapInput(messages);
        request.SystemPrompt = SystemText.Join(request.SystemPrompt, options?.Instructions, messages);
        if (options is null)
        {
            return;
        }

        request.Integrations ??= MapTools(options);
        request.Temperature ??= options.Temperature;
        request.TopP ??= options.TopP;
        request.TopK ??= options.TopK;
        request.MinP ??= options.MinP;
        request.RepeatPenalty ??= options.RepeatPenalty;
        request.MaxOutputTokens ??= options.MaxOutputTokens;
        request.ContextLength ??= options.ContextLength;
        request.Store ??= options.Store;
        request.PreviousResponseId ??= options.ConversationId;
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
                    if (!ContentGuard.IsEmpty(content))
                    {
                        input.Add(MapContent(message.Role, content));
                    }
                }
            }
        }

        return input.Count > 0 ? input : throw new ArgumentException("The messages hold no text or image of the user's, so there is nothing to send.", nameof(messages));
    }

    private static LmStudioInputItem MapContent(ChatRole role, AIContent content) => content switch
    {
        { RawRepresentation: LmStudioInputItem item } => item,
        TextContent text => LmStudioInputItem.FromText(text.Text),
        _ when ImageUrl.IsImage(content) => LmStudioInputItem.FromImage(ImageUrl.Get(content)),
        _ => throw ContentGuard.NotSupported(role, content),
    };

    private static List<LmStudioIntegration>? MapTools(ChatOptions options)
    {
        if (options.ToolMode is NoneChatToolMode)
        {
            return null;
        }

        List<LmStudioIntegration>? integrations = null;
        foreach (HostedMcpServerTool tool in (options.Tools ?? []).OfType<HostedMcpServerTool>())
        {
            IList<string>? allowedTools = McpApproval.GetAllowedTools(tool);

            // A server without a tool is none. Whether LM Studio reads an empty list as "none" or as "all" is not known.
            if (allowedTools is not { Count: 0 })
            {
                (integrations ??= []).Add(MapTool(tool, allowedTools));
            }
        }

        return integrations;
    }

    private static LmStudioIntegration MapTool(HostedMcpServerTool tool, IList<string>? allowedTools)
    {
        if (!McpServerAddress.TryGetUrl(tool, out Uri? url))
        {
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
