using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Turns the events of one streamed answer into updates, each content once and in order.</summary>
internal interface IChatStreamReducer
{
    /// <summary>Returns the update for an event, or <see langword="null"/> when there is to be none.</summary>
    ChatResponseUpdate? Reduce(LmStudioChatEvent chatEvent);
}
