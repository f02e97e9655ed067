using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The endpoint <c>/api/v1/chat</c>, in the dialect of the server.</summary>
internal sealed class NativeChatEndpoint(ServerDialect dialect) : IChatEndpoint
{
    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Native;

    public bool HasProgress => true;

    public LmStudioRequest CreateRequest(ChatTurn turn, bool stream) => CreateRequest(NativeRequestMapper.Map(turn), stream);

    /// <summary>Creates the HTTP request of a chat request.</summary>
    public LmStudioRequest CreateRequest(LmStudioChatRequest request, bool stream)
    {
        request = request.WithStream(stream);
        IReadOnlyList<string>? secrets = IntegrationSecrets.Of(request.Integrations);
        return dialect.IsPreview(request.PreviousResponseId)
            ? LmStudioRequest.Post("api/v1/chat", PreviewRequestMapper.Map(request), LmStudioJsonContext.Default.PreviewChatRequest, secrets)
            : LmStudioRequest.Post("api/v1/chat", request, LmStudioJsonContext.Default.LmStudioChatRequest, secrets);
    }

    public ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn) => ReadResult(body) is { } result ? NativeResponseMapper.Map(result, turn) : null;

    /// <summary>Reads a response. Returns <see langword="null"/> if the body is not one.</summary>
    public LmStudioChatResult? ReadResult(ReadOnlySpan<byte> body)
    {
        LmStudioChatResult result = ChatResultReader.Read(body);
        if (result.Output is null || result.HasError)
        {
            return null;
        }

        Observe(result);
        return result;
    }

    public (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn) => (CreateStreamFormat(), new NativeStreamReducer(turn));

    /// <summary>Creates the format of a streamed response.</summary>
    public NativeStreamFormat CreateStreamFormat() => new(completed: Observe);

    private void Observe(LmStudioChatResult result) => dialect.Observe(result.ThreadId);
}
