using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/messages</c>, LM Studio's endpoint in Anthropic's format.</summary>
internal sealed class MessagesEndpoint : IChatEndpoint
{
    private const string Path = "v1/messages";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Messages;

    public bool HasProgress => false;

    public LmStudioRequest CreateRequest(ChatTurn turn, bool stream) =>
        RawJsonRequest.Post(Path, MessagesRequestMapper.Map(turn, stream), MessagesJsonContext.Default.MessagesRequest, turn.RawRequest, turn.Secrets);

    // Keep all of it: callers may read it, and only some fields have properties.
    public ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn) =>
        MessagesResponseMapper.Map(JsonSerializer.Deserialize(body, LmStudioJsonContext.Default.JsonElement), turn);

    public (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn) =>
        (new MessagesStreamFormat(), new MessagesStreamReducer(turn));
}
