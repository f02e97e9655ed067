using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Finds the stored response that a resent history continues, so that only the new messages are sent. Thread-safe.
/// </summary>
/// <remarks>
/// A history in which no response resembles a stored one is not digested; for other histories, the digest takes one pass over the messages. For each of the
/// last 1,024 responses of the client, it stores two digests and the response id, less than 500 bytes each: at most half a megabyte, regardless of the length
/// of the conversations.
/// </remarks>
internal sealed class ConversationMemory(int capacity = 1024)
{
    private readonly StoredResponses _responses = new(capacity);

    /// <summary>Finds the longest prefix of the messages that is a conversation stored by the server.</summary>
    /// <param name="model">The requested model.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages, starting with the resent history.</param>
    /// <returns>The known conversation and the new messages, or <see langword="null"/> if no conversation is known or there are no new messages.</returns>
    public KnownConversation? Find(string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages)
    {
        int last = messages.Count - 2;
        while (last >= 0 && !(messages[last].Role == ChatRole.Assistant && _responses.HasHash(MessageHash.Of(messages[last]))))
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        (StoredResponse Answer, int Length)? known = null;
        TranscriptDigest digest = Transcript.Begin(model, systemPrompt);
        for (int i = 0; i <= last && Transcript.TryAppend(ref digest, messages[i]); i++)
        {
            if (messages[i].Role == ChatRole.Assistant && _responses.TryGet(digest, out StoredResponse? answer))
            {
                known = (answer, i + 1);
            }
        }

        return known is var (found, length) ? new KnownConversation(found.ResponseId, found.End, [.. messages.Skip(length)]) : null;
    }

    /// <summary>Records that the server has stored a conversation.</summary>
    /// <param name="responseId">The response to continue it from.</param>
    /// <param name="previousId">The response that the turn continued, if its messages are only the new ones; otherwise, <see langword="null"/>.</param>
    /// <param name="model">The requested model.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages of the request.</param>
    /// <param name="answer">The messages of the response.</param>
    public void Remember(string responseId, string? previousId, string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages, IList<ChatMessage> answer)
    {
        TranscriptDigest begin = Transcript.Begin(model, systemPrompt);
        TranscriptDigest digest = begin;
        if (previousId is not null)
        {
            if (!_responses.TryGet(previousId, out StoredResponse? previous) || !previous.Begin.Equals(begin))
            {
                return;
            }

            digest = previous.End;
        }

        for (int i = 0; i < messages.Count; i++)
        {
            if (!Transcript.TryAppend(ref digest, messages[i]))
            {
                return;
            }
        }

        foreach (ChatMessage message in answer)
        {
            if (!Transcript.TryAppend(ref digest, message))
            {
                return;
            }
        }

        if (answer.Count > 0)
        {
            _responses.Add(new StoredResponse(responseId, begin, digest, MessageHash.Of(answer[answer.Count - 1])));
        }
    }

    /// <summary>Notes that the server does not have a conversation any more.</summary>
    public void Forget(KnownConversation conversation) => _responses.Remove(conversation.Key);
}
