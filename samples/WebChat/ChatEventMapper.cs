using System.Text.Encodings.Web;
using System.Text.Json;
using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>Maps updates to events for the page.</summary>
internal static class ChatEventMapper
{
    /// <summary>Arguments are shown to the user, as text.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<ChatEvent> Map(ChatResponseUpdate update)
    {
        if (update.Progress is { } progress)
        {
            yield return new ProgressEvent(progress.Kind == LmStudioProgressKind.ModelLoad ? "Loading the model" : "Processing the prompt", progress.Fraction);
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

    /// <summary>An <see cref="ErrorContent"/> of the response itself is omitted: the stream ends with an exception that has the same message.</summary>
    private static ChatEvent? Map(AIContent content) => content switch
    {
        TextContent text => new TextEvent(text.Text),
        TextReasoningContent reasoning => new ReasoningEvent(reasoning.Text),
        McpServerToolCallContent call => new ToolCallEvent(call.CallId, call.Name, call.ServerName, JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(), Readable)),
        McpServerToolResultContent result => MapResult(result.CallId, result.Outputs ?? []),
        _ => null,
    };

    private static ToolResultEvent MapResult(string callId, IList<AIContent> outputs) => new(
        callId,
        string.Join("\n", outputs.Where(static output => !IsImage(output)).Select(Describe)),
        [.. outputs.Where(IsImage).Select(static image => ((DataContent)image).Uri)],
        outputs.Any(static output => output is ErrorContent));

    private static bool IsImage(AIContent content) => content is DataContent data && data.HasTopLevelMediaType("image");

    private static string Describe(AIContent content) => content switch
    {
        ErrorContent error => error.Message,
        DataContent data => $"({data.MediaType}, {data.Data.Length} bytes)",
        UriContent link => link.Uri.ToString(),
        _ => content.ToString() ?? "",
    };
}
