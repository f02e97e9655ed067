using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// Stores the data that Semantic Kernel drops when it converts a response to its own contents in additional properties, which it converts to metadata.
/// </summary>
internal static class ResponseMetadata
{
    private const string Reasoning = "lmstudio.reasoning";
    private const string McpToolContents = "lmstudio.mcp_tool_contents";
    private const string ConversationId = "lmstudio.conversation_id";

    public static void AddTo(ChatResponse response)
    {
        foreach (ChatMessage message in response.Messages)
        {
            message.AdditionalProperties = Add(message.AdditionalProperties, message.Contents, response.ConversationId, withReasoning: true);
        }
    }

    public static void AddTo(ChatResponseUpdate update)
    {
        // There are many pieces of reasoning, and nearly all are available in the event.
        bool withReasoning = update.RawRepresentation is not LmStudioReasoningDeltaEvent;
        update.AdditionalProperties = Add(update.AdditionalProperties, update.Contents, update.ConversationId, withReasoning);
    }

    public static string? GetReasoning(IReadOnlyDictionary<string, object?>? metadata) => Get(metadata, Reasoning)?.ToString();

    public static string? GetConversationId(IReadOnlyDictionary<string, object?>? metadata) => Get(metadata, ConversationId)?.ToString();

    public static IReadOnlyList<AIContent> GetMcpToolContents(IReadOnlyDictionary<string, object?>? metadata) => Get(metadata, McpToolContents) switch
    {
        IReadOnlyList<AIContent> contents => contents,

        // A chat history that was saved and read again.
        JsonElement json => (List<AIContent>?)json.Deserialize(AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(List<AIContent>))) ?? [],
        _ => [],
    };

    public static object? Get(IReadOnlyDictionary<string, object?>? metadata, string key) =>
        metadata?.TryGetValue(key, out object? value) == true ? value : null;

    private static AdditionalPropertiesDictionary? Add(AdditionalPropertiesDictionary? properties, IList<AIContent> contents, string? conversationId, bool withReasoning)
    {
        List<AIContent>? activity = null;
        string? reasoning = null;
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case McpServerToolCallContent or McpServerToolResultContent:
                    (activity ??= []).Add(content);
                    break;

                case TextReasoningContent piece when withReasoning:
                    reasoning += piece.Text;
                    break;
            }
        }

        Set(Reasoning, reasoning);
        Set(McpToolContents, activity);
        Set(ConversationId, conversationId);
        return properties;

        void Set(string key, object? value)
        {
            if (value is not null)
            {
                (properties ??= [])[key] = value;
            }
        }
    }
}
