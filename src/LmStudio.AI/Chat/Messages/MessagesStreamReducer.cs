using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the events of one streamed response to updates, each content once and in order.</summary>
internal sealed class MessagesStreamReducer(ChatTurn turn) : IChatStreamReducer
{
    private readonly MessagesUsage _usage = new();

    /// <summary>Calls whose arguments are not complete yet.</summary>
    private readonly List<PendingCall> _pending = [];

    private string? _modelId;
    private string? _responseId;
    private string? _stopReason;
    private int _calls;
    private bool _hasContent;

    public ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent) => chatEvent switch
    {
        // The two that nearly all events are.
        LmStudioMessageDeltaEvent delta => string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta) : CreateUpdate(delta, new TextContent(delta.Content)),
        LmStudioReasoningDeltaEvent delta => !turn.IncludeReasoning ? null
            : string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta)
            : CreateUpdate(delta, new TextReasoningContent(delta.Content)),
        _ => Reduce((LmStudioCompatibleChatEvent)chatEvent),
    };

    private ChatResponseUpdate Reduce(LmStudioCompatibleChatEvent chatEvent)
    {
        JsonElement data = chatEvent.Data;
        switch (chatEvent.Type)
        {
            case MessagesStreamFormat.MessageStart:
                Start(data);
                return CreateUpdate(chatEvent);

            case MessagesStreamFormat.BlockStart when JsonMember.TryGetObject(data, "content_block", out JsonElement block):
                return StartBlock(chatEvent, block);

            case MessagesStreamFormat.BlockDelta when JsonMember.TryGetObject(data, "delta", out JsonElement delta):
                FindPending(data)?.Append(JsonMember.GetText(delta, "partial_json"));
                return CreateUpdate(chatEvent);

            case MessagesStreamFormat.BlockStop when FindPending(data) is { } call:
                _ = _pending.Remove(call);
                return CreateUpdate(chatEvent, Complete(call));

            case MessagesStreamFormat.MessageDelta:
                _usage.Read(data);
                _stopReason = MessagesStreamFormat.GetStopReason(data) ?? _stopReason;
                return CreateUpdate(chatEvent);

            case MessagesStreamFormat.MessageStop:
                return End(chatEvent);

            case MessagesStreamFormat.Whole when !_hasContent && MessagesResponseMapper.Map(data, turn) is { } whole:
                return whole;

            case MessagesStreamFormat.Whole:
                return End(chatEvent);

            // Among them errors, pings and signatures of reasoning.
            default:
                return CreateUpdate(chatEvent);
        }
    }

    private void Start(JsonElement data)
    {
        if (JsonMember.TryGetObject(data, "message", out JsonElement message))
        {
            _modelId = JsonMember.GetOptionalText(message, "model");
            _responseId = JsonMember.GetOptionalText(message, "id");
            _usage.Read(message);
        }
    }

    private ChatResponseUpdate StartBlock(LmStudioCompatibleChatEvent chatEvent, JsonElement block)
    {
        if (MessagesResponseMapper.IsCall(block))
        {
            _pending.Add(new PendingCall(GetIndex(chatEvent.Data), block));
            return CreateUpdate(chatEvent);
        }

        // Usually empty, followed by deltas with the text.
        return MessagesResponseMapper.MapText(block, turn) is { } text ? CreateUpdate(chatEvent, text) : CreateUpdate(chatEvent);
    }

    private ChatResponseUpdate End(LmStudioCompatibleChatEvent chatEvent)
    {
        // If the server does not send the ends of blocks.
        List<AIContent> contents = [.. _pending.Select(Complete)];
        return MessagesResponseMapper.MapEnd(
            chatEvent, turn, _modelId, _responseId, MessagesResponseMapper.MapStopReason(_stopReason, hasCalls: _calls > 0), _usage, contents);
    }

    private FunctionCallContent Complete(PendingCall call) => MessagesResponseMapper.MapCall(call.Block, call.Arguments, turn, ++_calls);

    private PendingCall? FindPending(JsonElement data)
    {
        if (_pending.Count == 0)
        {
            return null;
        }

        int? index = GetIndex(data);
        return _pending.FindLast(call => call.Index == index);
    }

    private static int? GetIndex(JsonElement data) => JsonMember.GetInteger(data, "index");

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent, AIContent content)
    {
        _hasContent = true;
        return turn.CreateUpdate(chatEvent, _modelId, content);
    }

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent) => turn.CreateUpdate(chatEvent, _modelId);

    /// <summary>A call whose arguments may still be coming.</summary>
    private sealed class PendingCall(int? index, JsonElement block)
    {
        private readonly StringBuilder _pieces = new();

        public int? Index { get; } = index;

        public JsonElement Block { get; } = block;

        /// <summary>Gets the arguments: those of the deltas, or else those of the block's start.</summary>
        public string? Arguments => _pieces.Length > 0 ? _pieces.ToString() : MessagesResponseMapper.ReadInput(Block);

        public void Append(string? piece) => _pieces.Append(piece);
    }
}
