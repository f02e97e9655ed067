using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the items of one response to contents, in order.</summary>
internal sealed class ResponsesOutputMapper(ChatTurn turn)
{
    public const string MessageType = "message";
    public const string ReasoningType = "reasoning";
    public const string FunctionCallType = "function_call";
    public const string McpCallType = "mcp_call";

    private const string UnknownTool = "unknown";

    private int _calls;

    /// <summary>Gets a value indicating whether there is a function call, which the caller must handle.</summary>
    public bool HasFunctionCall { get; private set; }

    /// <summary>Gets a value indicating whether the server reports a call as cut off.</summary>
    public bool HasCutCall { get; private set; }

    /// <summary>Gets a value indicating whether a call has no valid arguments, as is the case if it was cut off.</summary>
    public bool HasCallWithoutArguments { get; private set; }

    /// <summary>Adds the contents of an item. Items of unknown types have none; they are in the raw representation.</summary>
    public void Map(ResponsesOutputItem item, List<AIContent> contents)
    {
        switch (item.Type)
        {
            case MessageType:
                contents.AddRange(item.Texts.Select(static text => new TextContent(text)));
                break;

            case ReasoningType when turn.IncludeReasoning:
                contents.AddRange(item.Texts.Select(static text => new TextReasoningContent(text)));
                break;

            case FunctionCallType:
                contents.Add(MapFunctionCall(item));
                break;

            case McpCallType:
                string callId = string.IsNullOrWhiteSpace(item.Id) ? ToolCallId.Create(turn.MessageId, ++_calls) : item.Id!;
                string name = string.IsNullOrWhiteSpace(item.Name) ? UnknownTool : item.Name!;
                contents.Add(new McpServerToolCallContent(callId, name, item.ServerLabel) { Arguments = ParseArguments(item.Arguments) });
                contents.Add(new McpServerToolResultContent(callId) { Outputs = MapOutput(item), RawRepresentation = item.Data });
                break;
        }
    }

    /// <summary>Maps a completed function call.</summary>
    /// <param name="item">The call.</param>
    /// <param name="pending">The data of earlier events.</param>
    public FunctionCallContent MapFunctionCall(ResponsesOutputItem item, PendingFunctionCall? pending = null)
    {
        HasCutCall |= item.Status is ResponsesReply.IncompleteStatus or ResponsesReply.InProgressStatus;
        return MapFunctionCall(
            item.CallId ?? pending?.CallId, item.Name ?? pending?.Name, string.IsNullOrEmpty(item.Arguments) ? pending?.Arguments : item.Arguments);
    }

    public FunctionCallContent MapFunctionCall(string? callId, string? name, string? arguments)
    {
        HasFunctionCall = true;
        FunctionCallContent call = FunctionCallReader.Read(turn, ++_calls, callId, name, arguments);
        HasCallWithoutArguments |= call.Arguments is null;
        return call;
    }

    private static IList<AIContent> MapOutput(ResponsesOutputItem item) =>
        item.Error is { Length: > 0 } error ? [new ErrorContent(error)]
        : item.Status == ResponsesReply.FailedStatus ? [new ErrorContent(string.IsNullOrEmpty(item.Output) ? "The call failed." : item.Output)]
        : McpOutputParser.Parse(item.Output);

    private static IDictionary<string, object?>? ParseArguments(string? arguments)
    {
        try
        {
            return FunctionArguments.Parse(arguments ?? "");
        }
        catch (JsonException)
        {
            // The server has already executed the call; its result shows how it handled the arguments.
            return null;
        }
    }
}
