using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the events of one streamed response to updates, each content once and in order.</summary>
internal sealed class ResponsesStreamReducer(ChatTurn turn, StreamedItems items) : IChatStreamReducer
{
    private readonly ResponsesOutputMapper _output = new(turn);

    /// <summary>Function calls that have started, by their index in the response.</summary>
    private readonly Dictionary<int, PendingFunctionCall> _pending = [];

    /// <summary>The ids of the calls that were returned to the caller.</summary>
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);

    private string? _modelId;
    private bool _hasText;
    private bool _hasReasoning;

    public ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            // The two that nearly all events are.
            case LmStudioMessageDeltaEvent delta:
                _hasText = true;
                return string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta) : CreateUpdate(delta, new TextContent(delta.Content));

            case LmStudioReasoningDeltaEvent delta:
                _hasReasoning = true;
                return !turn.IncludeReasoning ? null
                    : string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta)
                    : CreateUpdate(delta, new TextReasoningContent(delta.Content));

            default:
                return Reduce((ResponsesEvent)chatEvent);
        }
    }

    private ChatResponseUpdate Reduce(ResponsesEvent responsesEvent)
    {
        _modelId = responsesEvent.Response?.Model ?? _modelId;
        switch (responsesEvent.Type)
        {
            case ResponsesEvent.ItemAddedType when responsesEvent.Item is { Type: ResponsesOutputMapper.FunctionCallType } call:
                _pending[items.GetIndex(responsesEvent.OutputIndex)] = new PendingFunctionCall(call);
                break;

            case ResponsesEvent.ArgumentsDeltaType:
                FindPending(responsesEvent)?.AddPiece(responsesEvent.Delta);
                break;

            // Do not return the call yet: the item's last event may have more, for example arguments that this event lacks.
            case ResponsesEvent.ArgumentsDoneType:
                FindPending(responsesEvent)?.Complete(responsesEvent.Arguments);
                break;

            case ResponsesEvent.ItemDoneType when responsesEvent.Item is { } item:
                return EndItem(responsesEvent, item);

            case ResponsesEvent.CompletedType or ResponsesEvent.IncompleteType or ResponsesEvent.FailedType:
                return End(responsesEvent, responsesEvent.Response!);
        }

        return CreateUpdate(responsesEvent.Raw);
    }

    private ChatResponseUpdate EndItem(ResponsesEvent responsesEvent, ResponsesOutputItem item)
    {
        if (items.HasPieces(responsesEvent.OutputIndex))
        {
            return CreateUpdate(responsesEvent.Raw);
        }

        List<AIContent> contents = [];
        AddItem(item, FindPending(responsesEvent), contents);
        _ = _pending.Remove(items.GetIndex(responsesEvent.OutputIndex));
        ChatResponseUpdate update = CreateUpdate(responsesEvent.Raw);
        update.Contents = contents;
        return update;
    }

    private ChatResponseUpdate End(ResponsesEvent responsesEvent, ResponsesReply response)
    {
        // If a proxy dropped or merged events, take the content from the last event. Its items may have other indexes than in the events.
        List<AIContent> contents = [];
        ResponsesOutputItem[] unseen = [.. (response.Output ?? []).Where(item => !HasSeen(item))];
        foreach (ResponsesOutputItem item in unseen)
        {
            AddItem(item, _pending.Values.FirstOrDefault(call => call.CallId == item.CallId), contents);
        }

        foreach (PendingFunctionCall call in _pending.OrderBy(static pair => pair.Key).Select(static pair => pair.Value))
        {
            // If the response was cut off, also return the call that was cut off; it will not be invoked.
            if ((call.IsComplete || response.Status == ResponsesReply.IncompleteStatus) && !_calls.Contains(call.CallId ?? ""))
            {
                contents.Add(_output.MapFunctionCall(call.CallId, call.Name, call.Arguments));
            }
        }

        return ResponsesReplyMapper.MapEnd(response, turn, contents, _output, responsesEvent.Raw);
    }

    /// <summary>Adds the contents of an item that were not returned to the caller yet.</summary>
    private void AddItem(ResponsesOutputItem item, PendingFunctionCall? pending, List<AIContent> contents)
    {
        switch (item.Type)
        {
            case ResponsesOutputMapper.MessageType:
                _hasText |= item.Texts.Count > 0;
                break;

            case ResponsesOutputMapper.ReasoningType:
                _hasReasoning |= item.Texts.Count > 0;
                break;

            case ResponsesOutputMapper.FunctionCallType:
                _ = _calls.Add(item.CallId ?? pending?.CallId ?? "");
                contents.Add(_output.MapFunctionCall(item, pending));
                return;

            case ResponsesOutputMapper.McpCallType:
                _ = _calls.Add(item.Id ?? "");
                break;
        }

        _output.Map(item, contents);
    }

    private bool HasSeen(ResponsesOutputItem item) => item.Type switch
    {
        ResponsesOutputMapper.MessageType => _hasText,
        ResponsesOutputMapper.ReasoningType => _hasReasoning,
        ResponsesOutputMapper.FunctionCallType => _calls.Contains(item.CallId ?? ""),
        ResponsesOutputMapper.McpCallType => _calls.Contains(item.Id ?? ""),
        _ => false,
    };

    private PendingFunctionCall? FindPending(ResponsesEvent responsesEvent) =>
        _pending.TryGetValue(items.GetIndex(responsesEvent.OutputIndex), out PendingFunctionCall? call) ? call : null;

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent, AIContent content) => turn.CreateUpdate(chatEvent, _modelId, content);

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent) => turn.CreateUpdate(chatEvent, _modelId);
}
