namespace LmStudio.AI;

/// <summary>Names features as callers know them, for messages.</summary>
internal static class ChatFeatureNames
{
    private static readonly (ChatFeatures Feature, string Name)[] Names =
    [
        (ChatFeatures.Conversation, "a ConversationId"),
        (ChatFeatures.History, "assistant or tool messages in the request"),
        (ChatFeatures.FunctionTools, "function tools"),
        (ChatFeatures.RequiredToolMode, "a required tool mode"),
        (ChatFeatures.RemoteMcp, "remote MCP servers"),
        (ChatFeatures.McpPlugin, "MCP plugins"),
        (ChatFeatures.JsonFormat, "a JSON response format"),
        (ChatFeatures.Images, "images"),
        (ChatFeatures.StopSequences, "stop sequences"),
        (ChatFeatures.Seed, "Seed"),
        (ChatFeatures.FrequencyPenalty, "FrequencyPenalty"),
        (ChatFeatures.PresencePenalty, "PresencePenalty"),
        (ChatFeatures.TopK, "TopK"),
        (ChatFeatures.MinP, "MinP"),
        (ChatFeatures.RepeatPenalty, "RepeatPenalty"),
        (ChatFeatures.ContextLength, "ContextLength"),
    ];

    public static string Join(ChatFeatures features) =>
        string.Join(", ", Names.Where(entry => (features & entry.Feature) != 0).Select(static entry => entry.Name));
}
