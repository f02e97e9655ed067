using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps a whole answer of <c>/api/v1/chat</c>.</summary>
internal static class NativeResponseMapper
{
    public static ChatResponse Map(LmStudioChatResult result, NativeTurn turn)
    {
        ChatResponseUpdate whole = turn.CreateLastUpdate(result, MapOutput(result.Output, turn), result);

        // The same code as for streams joins neighbouring texts, so that both come out the same.
        ChatResponse response = new[] { whole }.ToChatResponse();
        response.RawRepresentation = result;
        response.Messages[0].RawRepresentation = result;
        return response;
    }

    public static List<AIContent> MapOutput(IList<LmStudioOutputItem>? output, NativeTurn turn)
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
                    string callId = NativeToolCallMapper.CreateCallId(turn.MessageId, ++calls);
                    contents.Add(NativeToolCallMapper.MapCall(callId, item));
                    contents.Add(NativeToolCallMapper.MapResult(callId, item));
                    break;

                // An item of a newer server is readable through the response's raw representation, as there is no content for it.
            }
        }

        return contents;
    }
}
