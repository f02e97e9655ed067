namespace LmStudio.AI.Emulator;

/// <summary>The settings of streaming, and the features of the endpoint.</summary>
/// <param name="TokensPerChunk">The number of tokens in each delta.</param>
/// <param name="TimePerToken">The time per token.</param>
/// <param name="NewCallId">Creates the ids of function calls; null on the native endpoint, which does not support functions.</param>
/// <param name="HasMcp">Whether the endpoint supports MCP servers.</param>
internal sealed record GenerationSettings(int TokensPerChunk, TimeSpan TimePerToken, Func<string>? NewCallId = null, bool HasMcp = true)
{
    public static TimeSpan Pace(EmulatorFaults faults, double? tokensPerSecond) =>
        faults.LatencyPerToken + (tokensPerSecond is { } speed ? TimeSpan.FromSeconds(1 / speed) : TimeSpan.Zero);
}
