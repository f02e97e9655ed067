namespace LmStudio.AI;

/// <summary>
/// Remembers which system prompt the conversations of a client have, so that middleware may repeat it on every turn. Bounded, and safe to
/// use from several threads.
/// </summary>
internal sealed class SystemPromptMemory(int capacity = 1024)
{
    private readonly BoundedDictionary<string?> _prompts = new(capacity);

    /// <summary>
    /// Returns whether a conversation has another prompt than this one. A conversation that is not known is taken to have it: it was begun
    /// with it by an earlier run of the same program, and sending it twice breaks strict templates.
    /// </summary>
    public bool HasChanged(string conversationId, string prompt) => _prompts.TryGetValue(conversationId, out string? known) && known != prompt;

    /// <summary>Notes the prompt of a conversation after a turn.</summary>
    /// <param name="conversationId">The id that the conversation can be continued by.</param>
    /// <param name="previousId">The id that the turn continued from, or <see langword="null"/> when it began the conversation.</param>
    /// <param name="prompt">The prompt that the caller gave for the turn, or <see langword="null"/> when it gave none.</param>
    public void Remember(string conversationId, string? previousId, string? prompt)
    {
        // A turn without a prompt leaves the conversation's as it was, known or not.
        if (prompt is not null || previousId is null || _prompts.TryGetValue(previousId, out prompt))
        {
            _prompts.Set(conversationId, prompt);
        }
    }
}
