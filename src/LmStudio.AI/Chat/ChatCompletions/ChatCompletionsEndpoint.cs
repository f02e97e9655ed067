using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsEndpoint : IChatEndpoint
{
    private const string Path = "v1/chat/completions";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.ChatCompletions;

    public bool HasProgress => false;

    public LmStudioRequest CreateRequest(ChatTurn turn, bool stream) =>
        RawJsonRequest.Post(Path, ChatCompletionsRequestMapper.Map(turn, stream), ChatCompletionJsonContext.Default.ChatCompletionRequest, turn.RawRequest, turn.Secrets);

    // Keep all of it: callers may read it, and only some fields have properties.
    public ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn) =>
        ChatCompletionsResponseMapper.Map(JsonSerializer.Deserialize(body, LmStudioJsonContext.Default.JsonElement), turn);

    public (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn) =>
        (new ChatCompletionsStreamFormat(), new ChatCompletionsStreamReducer(turn));
}
