namespace LmStudio.AI.Emulator;

/// <summary>Provides statistics that replace the counted ones. A property that is <see langword="null"/> keeps the counted value.</summary>
public sealed class EmulatorStats
{
    /// <summary>Gets <c>input_tokens</c>: the tokens of the whole prompt, including the template, the tools and earlier turns.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Gets <c>total_output_tokens</c>, which includes the reasoning.</summary>
    public int? TotalOutputTokens { get; init; }

    /// <summary>Gets <c>reasoning_output_tokens</c>.</summary>
    public int? ReasoningOutputTokens { get; init; }

    /// <summary>Gets <c>tokens_per_second</c>.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Gets <c>time_to_first_token_seconds</c>.</summary>
    public double? TimeToFirstTokenSeconds { get; init; }
}
