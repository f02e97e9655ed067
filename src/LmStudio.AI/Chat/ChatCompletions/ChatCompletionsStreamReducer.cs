using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the chunks of one streamed response to updates, each content once and in order.</summary>
internal sealed class ChatCompletionsStreamReducer(ChatTurn turn) : IChatStreamReducer
{
    private readonly PendingToolCalls _calls = new();

    private string? _responseId;
    private string? _modelId;
    private string? _finishReason;
    private ChatCompletionUsage? _usage;
    private ChatCompletionStats? _stats;
    private bool _hasContent;

    public ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            // The two that nearly all events are.
            case LmStudioMessageDeltaEvent delta:
                _hasContent = true;
                return turn.CreateUpdate(delta, _modelId, new TextContent(delta.Content));

            case LmStudioReasoningDeltaEvent delta:
                _hasContent = true;
                return turn.IncludeReasoning ? turn.CreateUpdate(delta, _modelId, new TextReasoningContent(delta.Content)) : null;

            case ChatCompletionChunkEvent chunk:
                return ReduceChunk(chunk);

            case LmStudioCompatibleChatEvent { Type: ChatCompletionsStreamFormat.EndType } end:
                return ReduceEnd(end);

            default:
                return CreateUpdate(chatEvent, []);
        }
    }

    private ChatResponseUpdate? ReduceChunk(ChatCompletionChunkEvent chatEvent)
    {
        ChatCompletion chunk = chatEvent.Chunk;
        _responseId ??= chunk.Id;
        _modelId ??= chunk.Model;
        _usage = chunk.Usage ?? _usage;
        _stats = chunk.Stats ?? _stats;
        if (chunk.GetChoice() is not { } choice)
        {
            return CreateUpdate(chatEvent.Event, []);
        }

        // After deltas, a complete message repeats their content.
        ChatCompletionOutput? output = choice.Delta ?? (_hasContent ? null : choice.Message);
        List<AIContent> contents = [];
        if (turn.IncludeReasoning && output?.Reasoning is { Length: > 0 } reasoning)
        {
            contents.Add(new TextReasoningContent(reasoning));
        }

        if (output?.Content is { Length: > 0 } text)
        {
            contents.Add(new TextContent(text));
        }

        _hasContent |= output is { Content.Length: > 0 } or { Reasoning.Length: > 0 } or { ToolCalls.Count: > 0 };
        _calls.Add(output?.ToolCalls ?? []);
        _finishReason = choice.FinishReason ?? _finishReason;
        return contents.Count == 0 && chatEvent.Event is LmStudioReasoningDeltaEvent ? null : CreateUpdate(chatEvent.Event, contents);
    }

    private ChatResponseUpdate ReduceEnd(LmStudioCompatibleChatEvent chatEvent)
    {
        List<AIContent> contents = [.. _calls.Read(turn)];
        return turn.CreateLastUpdate(
            chatEvent,
            _modelId,
            _responseId,
            conversationId: null,
            ChatCompletionsResponseMapper.MapFinishReason(_finishReason, hasCalls: contents.Count > 0),
            ChatCompletionsResponseMapper.MapStats(_usage, _stats),
            contents);
    }

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent, List<AIContent> contents)
    {
        ChatResponseUpdate update = turn.CreateUpdate(chatEvent, _modelId);
        update.Contents = contents;
        return update;
    }
}
