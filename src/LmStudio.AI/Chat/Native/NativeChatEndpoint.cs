using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The endpoint <c>/api/v1/chat</c>. The client determines which dialect the server uses.</summary>
internal sealed class NativeChatEndpoint(LmStudioClient client) : IChatEndpoint
{
    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Native;

    public bool HasProgress => true;

    public LmStudioRequest CreateRequest(ChatTurn turn, bool stream) => client.CreateChatRequest(NativeRequestMapper.Map(turn), stream);

    public ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn) =>
        client.ReadChatResult(body) is { } result ? NativeResponseMapper.Map(result, turn) : null;

    public (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn) =>
        (client.CreateChatStreamFormat(), new NativeStreamReducer(turn));
}
