using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Converts a caller's messages to a history that LM Studio accepts, for all endpoints: removes or repairs what agents and other providers leave in it.
/// </summary>
internal static class HistoryNormalizer
{
    /// <exception cref="ArgumentException">A message, or a content of one, is <see langword="null"/>.</exception>
    public static ChatMessage[] From(IEnumerable<ChatMessage> messages) =>
        TrailingInstruction.ToUser(RepeatedResults.Remove(MissingCallIds.Fill(UnresolvedCalls.Remove(Check([.. messages])))));

    private static ChatMessage[] Check(ChatMessage[] messages)
    {
        for (int i = 0; i < messages.Length; i++)
        {
            if (messages[i] is not { } message || message.Contents.Contains(null!))
            {
                throw new ArgumentException($"The message at index {i} {(messages[i] is null ? "is null" : "contains null")}. Remove it.", nameof(messages));
            }
        }

        return messages;
    }
}
