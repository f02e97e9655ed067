using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint : IChatEndpoint
{
    private const string Path = "v1/responses";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Responses;

    public bool HasProgress => false;

    public LmStudioRequest CreateRequest(ChatTurn turn, bool stream) =>
        RawJsonRequest.Post(Path, ResponsesRequestMapper.Map(turn, stream), ResponsesJsonContext.Default.ResponsesRequest, turn.RawRequest, turn.Secrets);

    // Keep all of it: callers may read it, and only some fields have properties.
    public ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn) =>
        ResponsesReplyMapper.Map(JsonSerializer.Deserialize(body, LmStudioJsonContext.Default.JsonElement), turn);

    public (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn)
    {
        StreamedItems items = new();
        return (new ResponsesStreamFormat(items), new ResponsesStreamReducer(turn, items));
    }
}
