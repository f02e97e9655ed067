using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Converts a caller's messages to a history that LM Studio accepts, for all endpoints: removes or repairs what agents and other providers leave in it.
/// </summary>
internal static class HistoryNormalizer
{
    public static ChatMessage[] From(IEnumerable<ChatMessage> messages) =>
        TrailingInstruction.ToUser(RepeatedResults.Remove(MissingCallIds.Fill(UnresolvedCalls.Remove([.. messages]))));
}
