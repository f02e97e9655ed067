namespace LmStudio.AI;

/// <summary>
/// Remembers which system prompt the conversations of a client have, so that middleware may repeat it on every turn. Bounded, and safe to
/// use from several threads.
/// </summary>
internal sealed class SystemPromptMemory(int capacity = 1024)
{
    private readonly BoundedDictionary<string, (string? Prompt, string? Instructions)> _prompts = new(capacity, StringComparer.Ordinal);

    /// <summary>
    /// Returns whether a conversation has a different prompt. An unknown conversation is assumed to have this one: an earlier run of the same
    /// program started it, and sending the prompt twice breaks strict templates. A conversation that started with instructions and system
    /// messages has not changed if only the instructions are repeated, as function invocation does.
    /// </summary>
    public bool HasChanged(string conversationId, string prompt) =>
        _prompts.TryGetValue(conversationId, out (string? Prompt, string? Instructions) known) && known.Prompt != prompt && known.Instructions != prompt;

    /// <summary>Records the prompt of a conversation after a turn.</summary>
    /// <param name="conversationId">The id for continuing the conversation.</param>
    /// <param name="previousId">The id that the turn continued, or <see langword="null"/> if it started the conversation.</param>
    /// <param name="prompt">The prompt that the caller specified for the turn, or <see langword="null"/> if there was none.</param>
    /// <param name="instructions">The part of the prompt that callers repeat: all except the system messages.</param>
    /// <returns>The prompt of the conversation, if known.</returns>
    public string? Remember(string conversationId, string? previousId, string? prompt, string? instructions)
    {
        if (previousId is null || !_prompts.TryGetValue(previousId, out (string? Prompt, string? Instructions) known))
        {
            if (previousId is not null && prompt is null)
            {
                // Other code started it, with or without a prompt.
                return null;
            }

            known = (prompt, instructions);
        }
        else if (prompt is not null && HasChanged(previousId, prompt))
        {
            known = (prompt, instructions);
        }

        _prompts.Set(conversationId, known);
        return known.Prompt;
    }
}
