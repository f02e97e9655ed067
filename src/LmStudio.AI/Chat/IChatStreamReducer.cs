using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the events of one streamed response to updates, each content once and in order.</summary>
internal interface IChatStreamReducer
{
    /// <summary>Returns the update for an event, or <see langword="null"/> if there is none.</summary>
    ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent);
}
