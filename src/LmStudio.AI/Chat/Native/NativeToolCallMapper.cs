using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps tool calls that LM Studio made to a call and a result.</summary>
internal static class NativeToolCallMapper
{
    private const string UnknownTool = "unknown";

    public static McpServerToolCallContent MapCall(ChatTurn turn, string callId, LmStudioOutputItem item) =>
        MapCall(turn, callId, item.Tool ?? item.Metadata?.ToolName, ServerName(item), item.Arguments ?? item.Metadata?.Arguments);

    public static McpServerToolCallContent MapCall(ChatTurn turn, string callId, string? tool, string? server, JsonElement? arguments) =>
        new(callId, string.IsNullOrWhiteSpace(tool) ? UnknownTool : tool!, server ?? ToolServerFinder.Find(turn, tool)) { Arguments = MapArguments(arguments) };

    /// <summary>Maps the result. Only it carries the raw item, not the call as well.</summary>
    public static McpServerToolResultContent MapResult(string callId, LmStudioOutputItem item) => new(callId)
    {
        Outputs = item.Type == "invalid_tool_call"
            ? [new ErrorContent(item.Reason ?? "The call is not valid.") { ErrorCode = item.Metadata?.Type }]
            : McpOutputParser.Parse(item.Output),
        RawRepresentation = item,
    };

    /// <summary>Converts the event of a successful call to an output item.</summary>
    public static LmStudioOutputItem ToItem(LmStudioToolCallSuccessEvent success) => new()
    {
        Type = "tool_call",
        Tool = success.Tool,
        Arguments = success.Arguments,
        Output = success.Output,
        ProviderInfo = success.ProviderInfo,
        ServerLabel = success.ServerLabel,
    };

    /// <summary>Converts the event of an invalid call to an output item.</summary>
    public static LmStudioOutputItem ToItem(LmStudioToolCallFailureEvent failure) => new()
    {
        Type = "invalid_tool_call",
        Reason = failure.Reason,
        Metadata = failure.Metadata,
    };

    private static string? ServerName(LmStudioOutputItem item) => item.ProviderInfo?.Name ?? item.ServerLabel ?? item.Metadata?.ProviderInfo?.Name;

    private static IDictionary<string, object?>? MapArguments(JsonElement? arguments)
    {
        try
        {
            return arguments is { ValueKind: JsonValueKind.Object or JsonValueKind.String } element
                ? FunctionArguments.Parse(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The server has already executed the call; its result shows how it handled the arguments.
            return null;
        }
    }
}
