using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>What the updates of one answer have in common, and how its end is told: the same for streamed and whole answers.</summary>
internal sealed class NativeTurn(string messageId, DateTimeOffset createdAt)
{
    public string MessageId { get; } = messageId;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>Gets the most tokens that the request allowed.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Gets a value indicating whether the caller wants to see the reasoning.</summary>
    public bool IncludeReasoning { get; init; } = true;

    /// <summary>Gets a value indicating whether there are updates for what comes before the first output.</summary>
    public bool IncludeProgress { get; init; } = true;

    /// <summary>Gets who hears of progress.</summary>
    public IProgress<LmStudioProgress>? Progress { get; init; }

    /// <summary>Makes the last update of an answer, with everything that is known only at its end.</summary>
    public ChatResponseUpdate CreateLastUpdate(LmStudioChatResult result, IList<AIContent> contents, object rawRepresentation)
    {
        LmStudioStats? stats = result.Stats;
        if (stats is not null)
        {
            contents.Add(new UsageContent(ResponseStats.ToUsage(stats)));
        }

        string? conversationId = result.ResponseId ?? result.ThreadId;
        return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            MessageId = MessageId,
            CreatedAt = CreatedAt,
            ModelId = result.ModelInstanceId,
            ResponseId = conversationId,
            ConversationId = conversationId,

            // The server gives no reason. An answer that ends by itself on the very last token counts as cut off.
            FinishReason = stats?.TotalOutputTokens >= MaxOutputTokens ? ChatFinishReason.Length : ChatFinishReason.Stop,
            AdditionalProperties = stats is null ? null : ResponseStats.ToProperties(stats),
            RawRepresentation = rawRepresentation,
        };
    }
}
