using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>A resent history that the server has stored.</summary>
internal sealed class KnownConversation(string responseId, TranscriptDigest key, IReadOnlyList<ChatMessage> newMessages)
{
    /// <summary>Gets the response to continue from.</summary>
    public string ResponseId { get; } = responseId;

    /// <summary>Gets the key in the memory.</summary>
    public TranscriptDigest Key { get; } = key;

    /// <summary>Gets the messages after that response.</summary>
    public IReadOnlyList<ChatMessage> NewMessages { get; } = newMessages;
}
