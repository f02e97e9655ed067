using System.Text;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Turns the chunks of one streamed answer into updates, each content once and in order.</summary>
internal sealed class ChatCompletionsStreamReducer(ChatTurn turn) : IChatStreamReducer
{
    /// <summary>Calls whose arguments are not known to be complete.</summary>
    private readonly List<PendingCall> _pending = [];

    private string? _responseId;
    private string? _modelId;
    private string? _finishReason;
    private ChatCompletionUsage? _usage;
    private ChatCompletionStats? _stats;
    private int _calls;

    public ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            // The two that nearly all events are.
            case MessageDeltaEvent delta:
                return turn.CreateUpdate(delta, _modelId, new TextContent(delta.Content));

            case ReasoningDeltaEvent delta:
                return turn.IncludeReasoning ? turn.CreateUpdate(delta, _modelId, new TextReasoningContent(delta.Content)) : null;

            case ChatCompletionChunkEvent chunk:
                return ReduceChunk(chunk);

            case CompatibleChatEvent { Type: ChatCompletionsStreamFormat.EndType } end:
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

        List<AIContent> contents = [];
        if (turn.IncludeReasoning && choice.Output?.GetReasoning() is { Length: > 0 } reasoning)
        {
            contents.Add(new TextReasoningContent(reasoning));
        }

        if (choice.Output?.Content is { Length: > 0 } text)
        {
            contents.Add(new TextContent(text));
        }

        foreach (ChatCompletionToolCall call in choice.Output?.ToolCalls ?? [])
        {
            Merge(call);
        }

        if (!string.IsNullOrEmpty(choice.FinishReason))
        {
            _finishReason = choice.FinishReason;
            TakeCalls(contents);
        }

        return contents.Count == 0 && chatEvent.Event is ReasoningDeltaEvent ? null : CreateUpdate(chatEvent.Event, contents);
    }

    private ChatResponseUpdate ReduceEnd(CompatibleChatEvent chatEvent)
    {
        List<AIContent> contents = [];
        TakeCalls(contents);
        return turn.CreateLastUpdate(
            chatEvent,
            _modelId,
            _responseId,
            conversationId: null,
            ChatCompletionsResponseMapper.MapFinishReason(_finishReason, hasCalls: _calls > 0),
            ChatCompletionsResponseMapper.MapStats(_usage, _stats),
            contents);
    }

    /// <summary>Adds a piece to the call that it belongs to. Only the index tells which: later pieces have no id and no name, or empty ones.</summary>
    private void Merge(ChatCompletionToolCall piece)
    {
        int index = piece.Index ?? 0;
        PendingCall? call = _pending.FindLast(call => call.Index == index);
        if (call is null || call.IsOther(piece))
        {
            _pending.Add(call = new PendingCall(index));
        }

        call.Add(piece);
    }

    private void TakeCalls(List<AIContent> contents)
    {
        foreach (PendingCall call in _pending)
        {
            contents.Add(FunctionCallReader.Read(turn, ++_calls, call.Id, call.Name, call.Arguments.ToString()));
        }

        _pending.Clear();
    }

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent, List<AIContent> contents)
    {
        ChatResponseUpdate update = turn.CreateUpdate(chatEvent, _modelId);
        update.Contents = contents;
        return update;
    }

    private sealed class PendingCall(int index)
    {
        public int Index { get; } = index;

        public string? Id { get; private set; }

        public string? Name { get; private set; }

        public StringBuilder Arguments { get; } = new();

        /// <summary>Returns whether the piece begins another call, of a server that gives all of them the same index.</summary>
        public bool IsOther(ChatCompletionToolCall piece) =>
            !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(piece.Id) && piece.Id != Id && !string.IsNullOrEmpty(piece.Function?.Name);

        public void Add(ChatCompletionToolCall piece)
        {
            Id = string.IsNullOrEmpty(Id) ? piece.Id : Id;

            // Documented to come in pieces, too, and seen only whole. One that is repeated is no piece.
            Name = piece.Function?.Name == Name ? Name : Name + piece.Function?.Name;
            _ = Arguments.Append(piece.Function?.Arguments);
        }
    }
}
