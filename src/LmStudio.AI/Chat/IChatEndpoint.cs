using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>An endpoint that can carry chats: names its request mapper and what reads its answers, whole and streamed.</summary>
internal interface IChatEndpoint
{
    /// <summary>Gets which one it is.</summary>
    LmStudioChatEndpoint Kind { get; }

    /// <summary>Gets a value indicating whether the endpoint tells of progress, which it does only in streams.</summary>
    bool HasProgress { get; }

    /// <summary>Maps a turn to its request.</summary>
    LmStudioRequest CreateRequest(ChatTurn turn, bool stream);

    /// <summary>Maps a whole answer to its one update. Returns <see langword="null"/> for a body that is no answer.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is malformed.</exception>
    ChatResponseUpdate? MapAnswer(ReadOnlySpan<byte> body, ChatTurn turn);

    /// <summary>Makes what reads the events of one streamed answer, and what turns them into updates. The last update has the finish reason, usage and ids.</summary>
    (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn);
}
