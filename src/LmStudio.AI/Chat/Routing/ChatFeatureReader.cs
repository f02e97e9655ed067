using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Computes the features of a request.</summary>
internal static class ChatFeatureReader
{
    public static ChatFeatures Read(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        ChatFeatures features = ChatFeatures.None;
        foreach (ChatMessage message in messages)
        {
            features |= Read(message);
        }

        return options is null ? features : features | Read(options);
    }

    private static ChatFeatures Read(ChatMessage message)
    {
        // A message without content is not sent.
        if (message.Contents.All(ContentGuard.IsEmpty))
        {
            return ChatFeatures.None;
        }

        ChatFeatures features = message.Role == ChatRole.Assistant || message.Role == ChatRole.Tool ? ChatFeatures.History : ChatFeatures.None;
        return message.Contents.Any(ImageUrl.IsImage) ? features | ChatFeatures.Images : features;
    }

    private static ChatFeatures Read(ChatOptions options)
    {
#pragma warning disable MEAI001 // Experimental, but ignoring it would repeat the request instead of continuing the response.
        if (options.ContinuationToken is not null)
        {
            throw new NotSupportedException("LM Studio does not support background responses. Remove ChatOptions.ContinuationToken.");
        }
#pragma warning restore MEAI001

        CheckNumber(options.Temperature, nameof(options.Temperature));
        CheckNumber(options.TopP, nameof(options.TopP));
        CheckNumber(options.FrequencyPenalty, nameof(options.FrequencyPenalty));
        CheckNumber(options.PresencePenalty, nameof(options.PresencePenalty));
        CheckNumber(options.MinP, "MinP");
        CheckNumber(options.RepeatPenalty, "RepeatPenalty");

        return ReadTools(options)
            | If(options.ResponseFormat is ChatResponseFormatJson, ChatFeatures.JsonFormat)
            | If(options.StopSequences is { Count: > 0 }, ChatFeatures.StopSequences)
            | If(options.Seed is not null, ChatFeatures.Seed)
            | If(options.FrequencyPenalty is not null, ChatFeatures.FrequencyPenalty)
            | If(options.PresencePenalty is not null, ChatFeatures.PresencePenalty)
            | If(options.TopK is not null, ChatFeatures.TopK)
            | If(options.MinP is not null, ChatFeatures.MinP)
            | If(options.RepeatPenalty is not null, ChatFeatures.RepeatPenalty)
            | If(options.ContextLength is not null, ChatFeatures.ContextLength)
            | If(options.Reasoning?.Effort is not null, ChatFeatures.Reasoning);
    }

    private static ChatFeatures ReadTools(ChatOptions options)
    {
        // Tools that must not be called are not sent.
        if (options.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode)
        {
            return ChatFeatures.None;
        }

        ChatFeatures features = If(options.ToolMode is RequiredChatToolMode, ChatFeatures.RequiredToolMode);
        foreach (AITool tool in tools)
        {
            features |= tool switch
            {
                AIFunctionDeclaration => ChatFeatures.FunctionTools,
                HostedMcpServerTool mcp => McpServerAddress.TryGetUrl(mcp, out _) ? ChatFeatures.RemoteMcp : ChatFeatures.McpPlugin,
                null => throw new ArgumentException("ChatOptions.Tools contains null. Remove it.", nameof(options)),
                _ => throw new NotSupportedException(
                    $"LM Studio does not support tools of type {tool.GetType().Name} ('{tool.Name}'). Use functions, or MCP servers as {nameof(HostedMcpServerTool)}."),
            };
        }

        return features;
    }

    /// <exception cref="ArgumentException">The value is infinite or not a number: JSON cannot express it.</exception>
    private static void CheckNumber(double? value, string name)
    {
        if (value is { } number && (double.IsNaN(number) || double.IsInfinity(number)))
        {
            throw new ArgumentException($"ChatOptions.{name} is not a finite number. Set a number, or null for the model's default.", "options");
        }
    }

    private static ChatFeatures If(bool condition, ChatFeatures feature) => condition ? feature : ChatFeatures.None;
}
