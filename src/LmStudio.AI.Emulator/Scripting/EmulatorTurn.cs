namespace LmStudio.AI.Emulator;

/// <summary>What the model does in answer to one chat request: steps, in order, and how they are told.</summary>
/// <param name="steps">The steps. None is an answer without output.</param>
public sealed class EmulatorTurn(params EmulatorStep[] steps)
{
    /// <summary>Gets the steps.</summary>
    public IReadOnlyList<EmulatorStep> Steps { get; } = [.. steps ?? throw new ArgumentNullException(nameof(steps))];

    /// <summary>Gets the number of tokens in each delta of a stream. The default is 1; a token is a word with the white space before it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int TokensPerChunk
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Gets how a stream tells the arguments of function calls. The default is <see cref="EmulatorArguments.Pieces"/>.</summary>
    public EmulatorArguments Arguments { get; init; }

    /// <summary>Gets the statistics to report instead of the counted ones, or null (the default).</summary>
    public EmulatorStats? Stats { get; init; }

    /// <summary>
    /// Gets a value indicating whether progress of prompt processing arrives late, as captured live: no <c>prompt_processing.start</c>, and
    /// <c>.progress</c> and <c>.end</c> only before the first message ends. The default is false.
    /// </summary>
    public bool LateProgress { get; init; }
}
