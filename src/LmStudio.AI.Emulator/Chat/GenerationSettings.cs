namespace LmStudio.AI.Emulator;

/// <summary>How a response is streamed, and what the endpoint supports.</summary>
/// <param name="TokensPerChunk">The tokens in each delta.</param>
/// <param name="TimePerToken">How long a token takes.</param>
/// <param name="NewCallId">Makes the ids of function calls; null on the native endpoint, which has none.</param>
/// <param name="HasMcp">Whether the endpoint has MCP servers.</param>
internal sealed record GenerationSettings(int TokensPerChunk, TimeSpan TimePerToken, Func<string>? NewCallId = null, bool HasMcp = true)
{
    public static TimeSpan Pace(EmulatorFaults faults, double? tokensPerSecond) =>
        faults.LatencyPerToken + (tokensPerSecond is { } speed ? TimeSpan.FromSeconds(1 / speed) : TimeSpan.Zero);
}
