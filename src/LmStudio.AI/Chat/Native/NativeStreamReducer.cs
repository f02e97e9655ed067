using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the events of one streamed response to updates, each content once and in order.</summary>
internal sealed class NativeStreamReducer(ChatTurn turn) : IChatStreamReducer
{
    /// <summary>Calls without a result yet.</summary>
    private readonly List<PendingCall> _pending = [];

    /// <summary>The last event that named a tool, for those that do not.</summary>
    private LmStudioToolCallEvent? _announced;
    private string? _modelId;
    private int _calls;
    private bool _hasContent;

    public ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            // The two that nearly all events are.
            case LmStudioMessageDeltaEvent delta:
                return string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta) : CreateUpdate(delta, new TextContent(delta.Content));

            case LmStudioReasoningDeltaEvent delta:
                return !turn.IncludeReasoning ? null
                    : string.IsNullOrEmpty(delta.Content) ? CreateUpdate(delta)
                    : CreateUpdate(delta, new TextReasoningContent(delta.Content));

            case LmStudioChatStartEvent start:
                _modelId = start.ModelInstanceId;
                return turn.IncludeProgress ? CreateUpdate(start) : null;

            case LmStudioModelLoadStartEvent or LmStudioModelLoadProgressEvent or LmStudioModelLoadEndEvent
                or LmStudioPromptProcessingStartEvent or LmStudioPromptProcessingProgressEvent or LmStudioPromptProcessingEndEvent:
                turn.Telemetry?.Observe(chatEvent);
                turn.Progress?.Report(LmStudioProgress.From(chatEvent)!);
                return turn.IncludeProgress ? CreateUpdate(chatEvent) : null;

            case LmStudioToolCallStartEvent or LmStudioToolCallNameEvent:
                _announced = chatEvent is LmStudioToolCallEvent { Tool: not null } named ? named : null;
                return CreateUpdate(chatEvent);

            case LmStudioToolCallArgumentsEvent arguments:
                return CreateUpdate(arguments, BeginCall(arguments));

            case LmStudioToolCallSuccessEvent success:
                return EndCall(success, success.Tool, success.ServerName, success.Arguments, NativeToolCallMapper.ToItem(success));

            case LmStudioToolCallFailureEvent failure:
                return EndCall(failure, failure.Metadata?.ToolName, failure.Metadata?.ProviderInfo?.Name, failure.Metadata?.Arguments, NativeToolCallMapper.ToItem(failure));

            case LmStudioChatEndEvent { Result: { } result }:
                // If a proxy dropped or merged events, take the content from the last event.
                List<AIContent> contents = _hasContent ? [] : NativeResponseMapper.MapOutput(result.Output, turn);
                return NativeResponseMapper.MapEnd(result, turn, contents, chatEvent);

            default:
                return CreateUpdate(chatEvent);
        }
    }

    private McpServerToolCallContent BeginCall(LmStudioToolCallArgumentsEvent arguments)
    {
        string? tool = arguments.Tool ?? _announced?.Tool;
        string? server = arguments.ServerName ?? AnnouncedServer(tool);
        PendingCall call = new(ToolCallId.Create(turn.MessageId, ++_calls), tool, arguments.Arguments?.GetRawText());
        _pending.Add(call);
        return NativeToolCallMapper.MapCall(turn, call.Id, tool, server, arguments.Arguments);
    }

    private ChatResponseUpdate EndCall(LmStudioChatEvent chatEvent, string? tool, string? server, JsonElement? arguments, LmStudioOutputItem item)
    {
        if (TakePending(tool, arguments?.GetRawText()) is { } pending)
        {
            return CreateUpdate(chatEvent, NativeToolCallMapper.MapResult(pending.Id, item));
        }

        // Some servers send the result without the arguments before it.
        string callId = ToolCallId.Create(turn.MessageId, ++_calls);
        ChatResponseUpdate update = CreateUpdate(chatEvent, NativeToolCallMapper.MapCall(turn, callId, tool, server ?? AnnouncedServer(tool), arguments));
        update.Contents.Add(NativeToolCallMapper.MapResult(callId, item));
        return update;
    }

    private string? AnnouncedServer(string? tool) => _announced?.Tool == tool ? _announced?.ServerName : null;

    /// <summary>Finds the call that a result belongs to: the first of the same tool, preferably with the same arguments, as there are no ids.</summary>
    private PendingCall? TakePending(string? tool, string? arguments)
    {
        PendingCall? call = _pending.Find(call => call.Tool == tool && call.Arguments == arguments) ?? _pending.Find(call => tool is null || call.Tool == tool);
        if (call is not null)
        {
            _ = _pending.Remove(call);
        }

        return call;
    }

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent, AIContent content)
    {
        _hasContent = true;
        return turn.CreateUpdate(chatEvent, _modelId, content);
    }

    private ChatResponseUpdate CreateUpdate(LmStudioChatEvent chatEvent) => turn.CreateUpdate(chatEvent, _modelId);

    private sealed class PendingCall(string id, string? tool, string? arguments)
    {
        public string Id { get; } = id;

        public string? Tool { get; } = tool;

        public string? Arguments { get; } = arguments;
    }
}
