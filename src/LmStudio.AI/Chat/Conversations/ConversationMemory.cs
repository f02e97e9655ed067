using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Finds the stored response that a resent history continues, so that only the new messages are sent. Thread-safe.
/// </summary>
/// <remarks>
/// It takes one pass over the messages. For each of the last 1,024 responses of the client, it stores two digests and the response id, less than
/// 500 bytes each: at most half a megabyte, regardless of the length of the conversations.
/// </remarks>
internal sealed class ConversationMemory(int capacity = 1024)
{
    private readonly BoundedDictionary<TranscriptDigest, string> _responseIds = new(capacity);
    private readonly BoundedDictionary<string, (TranscriptDigest Begin, TranscriptDigest End)> _digests = new(capacity, StringComparer.Ordinal);

    /// <summary>Finds the longest beginning of the messages that is a conversation the server has stored.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages, the resent history first.</param>
    /// <returns>What is known and what is new, or <see langword="null"/> when nothing is known or nothing new.</returns>
    public KnownConversation? Find(string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages)
    {
        if (_responseIds.IsEmpty)
        {
            return null;
        }

        (string ResponseId, TranscriptDigest Digest, int Length)? known = null;
        TranscriptDigest digest = Transcript.Begin(model, systemPrompt);
        for (int i = 0; i < messages.Count - 1 && Transcript.TryAppend(ref digest, messages[i]); i++)
        {
            if (messages[i].Role == ChatRole.Assistant && _responseIds.TryGetValue(digest, out string? responseId))
            {
                known = (responseId, digest, i + 1);
            }
        }

        return known is var (id, key, length) ? new KnownConversation(id, key, [.. messages.Skip(length)]) : null;
    }

    /// <summary>Notes that the server has stored a conversation.</summary>
    /// <param name="responseId">The response that it can be continued from.</param>
    /// <param name="previousId">The response that the turn continued from, so that its messages are only what is new; otherwise <see langword="null"/>.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages of the request and of the answer.</param>
    public void Remember(string responseId, string? previousId, string model, string? systemPrompt, IEnumerable<ChatMessage> messages)
    {
        TranscriptDigest begin = Transcript.Begin(model, systemPrompt);
        TranscriptDigest digest = begin;
        if (previousId is not null)
        {
            if (!_digests.TryGetValue(previousId, out (TranscriptDigest Begin, TranscriptDigest End) previous) || !previous.Begin.Equals(begin))
            {
                return;
            }

            digest = previous.End;
        }

        foreach (ChatMessage message in messages)
        {
            if (!Transcript.TryAppend(ref digest, message))
            {
                return;
            }
        }

        _responseIds.Set(digest, responseId);
        _digests.Set(responseId, (begin, digest));
    }

    /// <summary>Notes that the server does not have a conversation any more.</summary>
    public void Forget(KnownConversation conversation) => _responseIds.Remove(conversation.Key);
}
