namespace LmStudio.AI.Emulator;

/// <summary>An answer on a compatible endpoint: what it is generated from, how it goes and what it counts.</summary>
internal sealed class Answer
{
    public required GenerationContext Context { get; init; }

    public required Generation Generation { get; init; }

    /// <summary>Gets the turn of the script, when there is one.</summary>
    public required EmulatorTurn? Turn { get; init; }

    /// <summary>Gets the error of an engine that rejects the request. A stream reports it in an event.</summary>
    public WireException? Refusal { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string ModelId => Context.Instance.Id;

    public int InputTokens => Turn?.Stats?.InputTokens ?? Context.PromptTokens;

    /// <summary>Gets the tokens of the prompt without the turns before.</summary>
    public required int NewInputTokens { get; init; }

    public int OutputTokens => Turn?.Stats?.TotalOutputTokens ?? Generation.OutputTokens;

    public int ReasoningTokens => Turn?.Stats?.ReasoningOutputTokens ?? Generation.ReasoningTokens;

    /// <summary>
    /// Gets the tokens that a draft model proposed: two for each that the answer has; null without a draft model. See
    /// <see href="https://lmstudio.ai/docs/app/advanced/speculative-decoding"/>.
    /// </summary>
    public int? DraftTokens => HasDraftModel ? 2 * OutputTokens : null;

    public required bool HasDraftModel { get; init; }

    /// <summary>Splits the arguments of a call into the pieces of a stream.</summary>
    public IEnumerable<string> Pieces(string arguments)
    {
        const int TokenLength = 4;
        int length = Turn?.ArgumentStreaming is null or EmulatorArgumentStreaming.Pieces ? TokenLength * (Turn?.TokensPerChunk ?? 1) : arguments.Length;
        for (int start = 0; start < arguments.Length;)
        {
            int end = Math.Min(start + length, arguments.Length);

            // A surrogate pair stays together.
            end += end < arguments.Length && char.IsLowSurrogate(arguments[end]) ? 1 : 0;
            yield return arguments[start..end];
            start = end;
        }
    }
}
