using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps responses of <c>/v1/chat/completions</c> that are not streamed.</summary>
internal static class ChatCompletionsResponseMapper
{
    /// <summary>Maps a response. Returns <see langword="null"/> for other JSON.</summary>
    /// <exception cref="JsonException">A required value is invalid.</exception>
    public static ChatResponseUpdate? Map(JsonElement json, ChatTurn turn)
    {
        ChatCompletion completion = ChatCompletion.Read(json);
        if (completion.GetChoice() is not { Message: { } message } choice || ErrorBodyReader.Read(json) is not null)
        {
            return null;
        }

        List<AIContent> contents = MapOutput(message, turn);
        return turn.CreateLastUpdate(
            new LmStudioCompatibleChatEvent("chat.completion", json),
            completion.Model,
            responseId: completion.Id,
            conversationId: null,
            MapFinishReason(choice.FinishReason, hasCalls: contents.Exists(static content => content is FunctionCallContent)),
            MapStats(completion.Usage, completion.Stats),
            contents);
    }

    /// <summary>Maps the finish reason, if the server reports it. For some models, it is "stop" despite function calls.</summary>
    public static ChatFinishReason? MapFinishReason(string? reason, bool hasCalls) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => null,
        "stop" => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(reason!),
    };

    public static LmStudioStats? MapStats(ChatCompletionUsage? usage, ChatCompletionStats? stats) => usage is null ? null : new()
    {
        InputTokens = usage.PromptTokens,
        TotalOutputTokens = usage.CompletionTokens,
        ReasoningOutputTokens = usage.ReasoningTokens,
        TokensPerSecond = stats?.TokensPerSecond,
        TimeToFirstTokenSeconds = stats?.TimeToFirstToken,
        TotalDraftTokens = stats?.TotalDraftTokens,
        AcceptedDraftTokens = stats?.AcceptedDraftTokens,
        RejectedDraftTokens = stats?.RejectedDraftTokens,
    };

    private static List<AIContent> MapOutput(ChatCompletionOutput output, ChatTurn turn)
    {
        List<AIContent> contents = [];
        if (turn.IncludeReasoning && output.Reasoning is { Length: > 0 } reasoning)
        {
            contents.Add(new TextReasoningContent(reasoning));
        }

        if (output.Content is { Length: > 0 } text)
        {
            contents.Add(new TextContent(text));
        }

        int calls = 0;
        foreach (ChatCompletionToolCall call in output.ToolCalls)
        {
            contents.Add(FunctionCallReader.Read(turn, ++calls, call.Id, call.Function?.Name, call.Function?.Arguments));
        }

        return contents;
    }
}
