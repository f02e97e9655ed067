using System.Text.Encodings.Web;
using System.Text.Json;
using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>Tells what an update has for the page.</summary>
internal static class ChatEventMapper
{
    /// <summary>Arguments are shown to a person, and the page shows them as text.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<ChatEvent> Map(ChatResponseUpdate update)
    {
        if (update.Progress is { } progress)
        {
            yield return new ProgressEvent(progress.Kind == LmStudioProgressKind.ModelLoad ? "Loading the model" : "Reading the prompt", progress.Fraction);
        }

        foreach (AIContent content in update.Contents)
        {
            if (Map(content) is { } item)
            {
                yield return item;
            }
        }

        if (update.FinishReason is not null)
        {
            yield return new EndEvent(update.ConversationId, update.ModelId, update.Stats?.TotalOutputTokens, update.Stats?.TokensPerSecond);
        }
    }

    private static ChatEvent? Map(AIContent content) => content switch
    {
        TextContent text => new TextEvent(text.Text),
        TextReasoningContent reasoning => new ReasoningEvent(reasoning.Text),
        McpServerToolCallContent call => new ToolCallEvent(call.Name, JsonSerializer.Serialize(call.Arguments, Readable)),
        McpServerToolResultContent result => new ToolResultEvent(string.Join("\n", result.Outputs ?? [])),
        ErrorContent error => new ErrorEvent(error.Message),
        _ => null,
    };
}
