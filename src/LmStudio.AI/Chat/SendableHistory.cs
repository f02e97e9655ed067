using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Makes a caller's messages a history that LM Studio takes: what agents and other providers leave in theirs is settled here, for all endpoints.</summary>
internal static class SendableHistory
{
    public static ChatMessage[] From(IEnumerable<ChatMessage> messages) =>
        TrailingInstruction.ToUser(RepeatedResults.Remove(MissingCallIds.Fill(CutCalls.Remove([.. messages]))));
}
