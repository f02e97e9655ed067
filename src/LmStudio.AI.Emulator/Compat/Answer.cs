namespace LmStudio.AI.Emulator;

/// <summary>A response on a compatible endpoint: its input, generation and token counts.</summary>
internal sealed class Answer
{
    public required GenerationContext Context { get; init; }

    public required Generation Generation { get; init; }

    /// <summary>Gets the turn of the script, if there is one.</summary>
    public required EmulatorTurn? Turn { get; init; }

    /// <summary>Gets the error of an engine that rejects the request. A stream reports it in an event.</summary>
    public WireException? Refusal { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string ModelId => Context.Instance.Id;

    public int InputTokens => Turn?.Stats?.InputTokens ?? Context.PromptTokens;

    /// <summary>Gets the number of prompt tokens without the previous turns.</summary>
    public required int NewInputTokens { get; init; }

    public int OutputTokens => Turn?.Stats?.TotalOutputTokens ?? Generation.OutputTokens;

    public int ReasoningTokens => Turn?.Stats?.ReasoningOutputTokens ?? Generation.ReasoningTokens;

    /// <summary>
    /// Gets the number of tokens that a draft model proposed, two per output token, or null without a draft model. See
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
