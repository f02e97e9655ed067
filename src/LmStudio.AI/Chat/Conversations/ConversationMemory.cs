using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Finds the stored response that a resent history ends with, so that only what is new has to be sent. Bounded, and safe to use from
/// several threads.
/// </summary>
internal sealed class ConversationMemory(int capacity = 1024)
{
    private readonly BoundedDictionary<string> _responseIds = new(capacity);
    private readonly BoundedDictionary<(byte[] Begin, byte[] End)> _digests = new(capacity);

    /// <summary>Finds the longest beginning of the messages that is a conversation the server has stored.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages, the resent history first.</param>
    /// <returns>What is known and what is new, or <see langword="null"/> when nothing is known or nothing new.</returns>
    public KnownConversation? Find(string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages)
    {
        KnownConversation? known = null;
        byte[]? digest = Transcript.Begin(model, systemPrompt);
        for (int i = 0; i < messages.Count - 1; i++)
        {
            digest = Transcript.Append(digest, messages[i]);
            if (digest is null)
            {
                break;
            }

            if (messages[i].Role == ChatRole.Assistant && _responseIds.TryGetValue(Key(digest), out string? responseId))
            {
                known = new KnownConversation(responseId, Key(digest), [.. messages.Skip(i + 1)]);
            }
        }

        return known;
    }

    /// <summary>Notes that the server has stored a conversation.</summary>
    /// <param name="responseId">The response that it can be continued from.</param>
    /// <param name="previousId">The response that the turn continued from, so that its messages are only what is new; otherwise <see langword="null"/>.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages of the request and of the answer.</param>
    public void Remember(string responseId, string? previousId, string model, string? systemPrompt, IEnumerable<ChatMessage> messages)
    {
        byte[] begin = Transcript.Begin(model, systemPrompt);
        byte[]? digest = begin;
        if (previousId is not null)
        {
            if (!_digests.TryGetValue(previousId, out (byte[] Begin, byte[] End) previous) || !previous.Begin.SequenceEqual(begin))
            {
                return;
            }

            digest = previous.End;
        }

        foreach (ChatMessage message in messages)
        {
            digest = Transcript.Append(digest, message);
            if (digest is null)
            {
                return;
            }
        }

        _responseIds.Set(Key(digest), responseId);
        _digests.Set(responseId, (begin, digest));
    }

    /// <summary>Notes that the server does not have a conversation any more.</summary>
    public void Forget(KnownConversation conversation) => _responseIds.Remove(conversation.Key);

    private static string Key(byte[] digest) => Convert.ToBase64String(digest);
}
