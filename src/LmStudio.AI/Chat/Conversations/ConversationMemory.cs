using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Finds the stored response that a resent history continues, so that only the new messages are sent. Thread-safe.
/// </summary>
/// <remarks>
/// A history without an answer that resembles a stored one is not digested; any other takes one pass over the messages. For each of the last
/// 1,024 responses of the client, it stores two digests and the response id, less than 500 bytes each: at most half a megabyte, regardless of
/// the length of the conversations.
/// </remarks>
internal sealed class ConversationMemory(int capacity = 1024)
{
    private readonly StoredAnswers _answers = new(capacity);

    /// <summary>Finds the longest beginning of the messages that is a conversation the server has stored.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages, the resent history first.</param>
    /// <returns>What is known and what is new, or <see langword="null"/> when nothing is known or nothing new.</returns>
    public KnownConversation? Find(string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages)
    {
        int last = messages.Count - 2;
        while (last >= 0 && !(messages[last].Role == ChatRole.Assistant && _answers.HasSketch(MessageSketch.Of(messages[last]))))
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        (StoredAnswer Answer, int Length)? known = null;
        TranscriptDigest digest = Transcript.Begin(model, systemPrompt);
        for (int i = 0; i <= last && Transcript.TryAppend(ref digest, messages[i]); i++)
        {
            if (messages[i].Role == ChatRole.Assistant && _answers.TryGet(digest, out StoredAnswer? answer))
            {
                known = (answer, i + 1);
            }
        }

        return known is var (found, length) ? new KnownConversation(found.ResponseId, found.End, [.. messages.Skip(length)]) : null;
    }

    /// <summary>Notes that the server has stored a conversation.</summary>
    /// <param name="responseId">The response that it can be continued from.</param>
    /// <param name="previousId">The response that the turn continued from, so that its messages are only what is new; otherwise <see langword="null"/>.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="systemPrompt">The system prompt of the request.</param>
    /// <param name="messages">The messages of the request.</param>
    /// <param name="answer">The messages of the answer.</param>
    public void Remember(string responseId, string? previousId, string model, string? systemPrompt, IReadOnlyList<ChatMessage> messages, IList<ChatMessage> answer)
    {
        TranscriptDigest begin = Transcript.Begin(model, systemPrompt);
        TranscriptDigest digest = begin;
        if (previousId is not null)
        {
            if (!_answers.TryGet(previousId, out StoredAnswer? previous) || !previous.Begin.Equals(begin))
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
            _answers.Add(new StoredAnswer(responseId, begin, digest, MessageSketch.Of(answer[answer.Count - 1])));
        }
    }

    /// <summary>Notes that the server does not have a conversation any more.</summary>
    public void Forget(KnownConversation conversation) => _answers.Remove(conversation.Key);
}
