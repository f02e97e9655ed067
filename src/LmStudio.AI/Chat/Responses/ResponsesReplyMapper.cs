using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps responses of <c>/v1/responses</c> that are not streamed.</summary>
internal static class ResponsesReplyMapper
{
    /// <summary>Maps a response. Returns <see langword="null"/> for other JSON.</summary>
    public static ChatResponseUpdate? Map(JsonElement json, ChatTurn turn)
    {
        ResponsesReply reply = ResponsesReply.Read(json);
        if (!reply.IsAnswer)
        {
            return null;
        }

        ResponsesOutputMapper output = new(turn);
        List<AIContent> contents = [];
        foreach (ResponsesOutputItem item in reply.Output ?? [])
        {
            output.Map(item, contents);
        }

        return MapEnd(reply, turn, contents, output, reply.Data);
    }

    /// <summary>Creates the last update of a response.</summary>
    public static ChatResponseUpdate MapEnd(ResponsesReply reply, ChatTurn turn, List<AIContent> contents, ResponsesOutputMapper output, object rawRepresentation) =>
        turn.CreateLastUpdate(
            rawRepresentation,
            reply.Model,
            responseId: reply.Id,
            conversationId: IsStored(reply, turn) ? reply.Id : null,
            GetFinishReason(reply, turn, output),
            reply.Usage,
            contents);

    /// <summary>Returns whether the response can be continued. The server sends an id even if the response is not stored.</summary>
    private static bool IsStored(ResponsesReply reply, ChatTurn turn) =>
        reply.Store != false && (GetRaw<bool?>(turn, "store") ?? turn.Store) != false;

    private static ChatFinishReason? GetFinishReason(ResponsesReply reply, ChatTurn turn, ResponsesOutputMapper output)
    {
        switch (reply.Status)
        {
            case ResponsesReply.IncompleteStatus:
                return reply.IncompleteReason switch
                {
                    null or "max_output_tokens" => ChatFinishReason.Length,
                    "content_filter" => ChatFinishReason.ContentFilter,
                    string reason => new ChatFinishReason(reason),
                };

            case ResponsesReply.CompletedStatus:
                // The server also reports responses that were cut off as completed. One that happens to end with the last allowed token is treated as cut off.
                int? most = GetRaw<int?>(turn, "max_output_tokens") ?? turn.Options?.MaxOutputTokens;
                bool mayBeCut = reply.Usage?.OutputTokenCount >= most;
                return output.HasCutCall ? ChatFinishReason.Length
                    : output.HasFunctionCall && !(mayBeCut && output.HasCallWithoutArguments) ? ChatFinishReason.ToolCalls
                    : mayBeCut ? ChatFinishReason.Length
                    : ChatFinishReason.Stop;

            case string status:
                return new ChatFinishReason(status);

            case null:
                return null;
        }
    }

    /// <summary>Returns a value of the caller's raw request, which overrides that of the turn.</summary>
    private static T? GetRaw<T>(ChatTurn turn, string name) =>
        (turn.RawRequest as JsonObject)?[name] is JsonValue value && value.TryGetValue(out T? result) ? result : default;
}
