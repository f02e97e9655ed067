namespace LmStudio.AI;

/// <summary>The features of the endpoints. The columns are in order of preference.</summary>
internal static class ChatEndpointTable
{
    private const bool Yes = true;
    private const bool No = false;

    private static readonly (ChatFeatures Feature, string Name, bool Native, bool ChatCompletions, bool Responses, bool Messages)[] Rows =
    [
        //                                                                                   native  chat/completions  responses  messages
        (ChatFeatures.Conversation, "a ConversationId", Yes, No, Yes, No),
        (ChatFeatures.PreviewConversation, "a ConversationId of the preview dialect", Yes, No, No, No),
        (ChatFeatures.History, "assistant or tool messages", No, Yes, Yes, Yes),
        (ChatFeatures.FunctionTools, "function tools", No, Yes, Yes, Yes),
        (ChatFeatures.RequiredToolMode, "a required tool mode", No, Yes, Yes, Yes),
        (ChatFeatures.RemoteMcp, "remote MCP servers", Yes, No, Yes, No),
        (ChatFeatures.McpPlugin, "MCP plugins", Yes, No, Yes, No),
        (ChatFeatures.JsonFormat, "a JSON response format", No, Yes, Yes, No),
        (ChatFeatures.Images, "images", Yes, Yes, Yes, Yes),
        (ChatFeatures.StopSequences, "stop sequences", No, Yes, No, Yes),
        (ChatFeatures.NativeRequest, "a raw LmStudioChatRequest", Yes, No, No, No),
        (ChatFeatures.RawJson, "a raw JsonObject", No, Yes, Yes, Yes),

        // Soft features.
        (ChatFeatures.Seed, "Seed", No, Yes, No, No),
        (ChatFeatures.FrequencyPenalty, "FrequencyPenalty", No, Yes, No, No),
        (ChatFeatures.PresencePenalty, "PresencePenalty", No, Yes, No, No),
        (ChatFeatures.TopK, "TopK", Yes, Yes, No, Yes),
        (ChatFeatures.MinP, "MinP", Yes, No, No, No),
        (ChatFeatures.RepeatPenalty, "RepeatPenalty", Yes, Yes, No, No),
        (ChatFeatures.ContextLength, "ContextLength", Yes, No, No, No),
        (ChatFeatures.Reasoning, "Reasoning.Effort", Yes, Yes, Yes, No),
        (ChatFeatures.Store, "Store", Yes, No, Yes, No),
        (ChatFeatures.Progress, "progress reports", Yes, No, No, No),
    ];

    /// <summary>Gets the endpoints in order of preference.</summary>
    public static IReadOnlyList<LmStudioChatEndpoint> Endpoints { get; } =
        [LmStudioChatEndpoint.Native, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages];

    /// <summary>Returns the features of an endpoint.</summary>
    public static ChatFeatures FeaturesOf(LmStudioChatEndpoint endpoint)
    {
        ChatFeatures features = ChatFeatures.None;
        foreach ((ChatFeatures feature, _, bool native, bool chatCompletions, bool responses, bool messages) in Rows)
        {
            bool carries = endpoint switch
            {
                LmStudioChatEndpoint.Native => native,
                LmStudioChatEndpoint.ChatCompletions => chatCompletions,
                LmStudioChatEndpoint.Responses => responses,
                _ => messages,
            };
            features |= carries ? feature : ChatFeatures.None;
        }

        return features;
    }

    /// <summary>Returns the path of an endpoint, which identifies it in messages, logs and responses.</summary>
    public static string PathOf(LmStudioChatEndpoint endpoint) => endpoint switch
    {
        LmStudioChatEndpoint.Native => "/api/v1/chat",
        LmStudioChatEndpoint.ChatCompletions => "/v1/chat/completions",
        LmStudioChatEndpoint.Responses => "/v1/responses",
        _ => "/v1/messages",
    };

    /// <summary>Returns the individual features of a combination.</summary>
    public static IEnumerable<ChatFeatures> Split(ChatFeatures features) =>
        Rows.Select(static row => row.Feature).Where(feature => (features & feature) != 0);

    /// <summary>Returns the names of features as callers know them.</summary>
    public static string Describe(ChatFeatures features) =>
        string.Join(", ", Rows.Where(row => (features & row.Feature) != 0).Select(static row => row.Name));

    /// <summary>Returns the name of a feature with the endpoints that support it.</summary>
    public static string DescribeWithEndpoints(ChatFeatures feature) =>
        $"{Describe(feature)} ({string.Join(", ", Endpoints.Where(endpoint => (FeaturesOf(endpoint) & feature) != 0).Select(PathOf))})";
}
