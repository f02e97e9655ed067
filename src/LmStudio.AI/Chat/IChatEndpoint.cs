using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>A chat endpoint: combines its request mapper and the readers of its responses, streamed or not.</summary>
internal interface IChatEndpoint
{
    /// <summary>Gets the kind of the endpoint.</summary>
    LmStudioChatEndpoint Kind { get; }

    /// <summary>Gets a value indicating whether the endpoint reports progress, which is only possible in streams.</summary>
    bool HasProgress { get; }

    /// <summary>Maps a turn to its request.</summary>
    LmStudioRequest CreateRequest(ChatTurn turn, bool stream);

    /// <summary>Maps a response to its single update. Returns <see langword="null"/> for a body that is not a response.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is malformed.</exception>
    ChatResponseUpdate? MapResponse(ReadOnlySpan<byte> body, ChatTurn turn);

    /// <summary>
    /// Creates the format that reads the events of one streamed response, and the reducer that maps them to updates. The last update has the finish reason,
    /// usage and ids.
    /// </summary>
    (IStreamFormat<LmStudioChatEvent> Format, IChatStreamReducer Reducer) CreateStreamReader(ChatTurn turn);
}
