using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps responses of <c>/api/v1/chat</c> that are not streamed.</summary>
internal static class NativeResponseMapper
{
    public static ChatResponseUpdate Map(LmStudioChatResult result, ChatTurn turn) => MapEnd(result, turn, MapOutput(result.Output, turn), result);

    /// <summary>Creates the last update of a response.</summary>
    public static ChatResponseUpdate MapEnd(LmStudioChatResult result, ChatTurn turn, List<AIContent> contents, object rawRepresentation)
    {
        string? id = result.ResponseId ?? result.ThreadId;

        // The server reports no reason. A response that happens to end with the last allowed token is treated as cut off.
        int? most = (turn.RawRequest as LmStudioChatRequest)?.MaxOutputTokens ?? turn.Options?.MaxOutputTokens;
        ChatFinishReason finishReason = result.Stats?.TotalOutputTokens >= most ? ChatFinishReason.Length : ChatFinishReason.Stop;
        return turn.CreateLastUpdate(rawRepresentation, result.ModelInstanceId, responseId: id, conversationId: id, finishReason, result.Stats, contents);
    }

    /// <summary>Maps the items of a response, in order. Items of unknown types have no content; they are only in the response's raw representation.</summary>
    public static List<AIContent> MapOutput(IList<LmStudioOutputItem>? output, ChatTurn turn)
    {
        List<AIContent> contents = [];
        int calls = 0;
        foreach (LmStudioOutputItem item in output ?? [])
        {
            switch (item.Type)
            {
                case "message" when !string.IsNullOrEmpty(item.Content):
                    contents.Add(new TextContent(item.Content));
                    break;

                case "reasoning" when !string.IsNullOrEmpty(item.Content):
                    if (turn.IncludeReasoning)
                    {
                        contents.Add(new TextReasoningContent(item.Content));
                    }

                    break;

                case "tool_call" or "mcp_call" or "invalid_tool_call":
                    string callId = ToolCallId.Create(turn.MessageId, ++calls);
                    contents.Add(NativeToolCallMapper.MapCall(turn, callId, item));
                    contents.Add(NativeToolCallMapper.MapResult(callId, item));
                    break;
            }
        }

        return contents;
    }
}
