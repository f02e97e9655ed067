namespace LmStudio.AI.Emulator;

/// <summary>Represents the steps of the model in response to one chat request, and how they are transmitted.</summary>
/// <param name="steps">The steps. If there are none, the response has no output.</param>
public sealed class EmulatorTurn(params EmulatorStep[] steps)
{
    /// <summary>Gets the steps.</summary>
    public IReadOnlyList<EmulatorStep> Steps { get; } = [.. steps ?? throw new ArgumentNullException(nameof(steps))];

    /// <summary>Gets the number of tokens in each delta of a stream. The default is 1. A token is a word with the white space before it.</summary>
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

    /// <summary>Gets how a stream transmits the arguments of function calls. The default is <see cref="EmulatorArgumentStreaming.Pieces"/>.</summary>
    public EmulatorArgumentStreaming ArgumentStreaming { get; init; }

    /// <summary>Gets the statistics that replace the counted ones, or <see langword="null"/>, the default, to report the counted ones.</summary>
    public EmulatorStats? Stats { get; init; }

    /// <summary>
    /// Gets a value indicating whether the progress of prompt processing arrives late, as captured from LM Studio: without
    /// <c>prompt_processing.start</c>, and with <c>.progress</c> and <c>.end</c> just before the first message ends. The default is <see langword="false"/>.
    /// </summary>
    public bool LateProgress { get; init; }
}
