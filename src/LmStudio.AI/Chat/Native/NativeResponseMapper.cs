using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps a whole answer of <c>/api/v1/chat</c>.</summary>
internal static class NativeResponseMapper
{
    public static ChatResponseUpdate Map(LmStudioChatResult result, ChatTurn turn) => MapEnd(result, turn, MapOutput(result.Output, turn), result);

    /// <summary>Makes the last update of an answer.</summary>
    public static ChatResponseUpdate MapEnd(LmStudioChatResult result, ChatTurn turn, List<AIContent> contents, object rawRepresentation)
    {
        string? id = result.ResponseId ?? result.ThreadId;

        // The server gives no reason. An answer that ends by itself on the very last token counts as cut off.
        int? most = (turn.RawRequest as LmStudioChatRequest)?.MaxOutputTokens ?? turn.Options?.MaxOutputTokens;
        ChatFinishReason finishReason = result.Stats?.TotalOutputTokens >= most ? ChatFinishReason.Length : ChatFinishReason.Stop;
        return turn.CreateLastUpdate(rawRepresentation, result.ModelInstanceId, responseId: id, conversationId: id, finishReason, result.Stats, contents);
    }

    /// <summary>
    /// Maps the items of an answer, in order. An item of a kind that is not known is left to the response's raw representation, as there is
    /// no content for it.
    /// </summary>
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
