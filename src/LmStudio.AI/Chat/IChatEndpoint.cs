using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>An endpoint that can carry chats: maps a turn to its request, sends it, and maps the answer.</summary>
internal interface IChatEndpoint
{
    /// <summary>Gets which one it is.</summary>
    LmStudioChatEndpoint Kind { get; }

    /// <summary>Sends the request and waits for the whole answer.</summary>
    Task<ChatResponse> GetResponseAsync(ChatTurn turn, CancellationToken cancellationToken);

    /// <summary>Sends the request and reads the answer as it is made. The last update has the finish reason, usage and ids.</summary>
    IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatTurn turn, CancellationToken cancellationToken);
}
