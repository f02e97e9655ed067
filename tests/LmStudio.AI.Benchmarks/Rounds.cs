namespace LmStudio.AI.Benchmarks;

/// <summary>The medians of measured rounds.</summary>
/// <param name="rounds">The CPU times of each round, in microseconds.</param>
internal sealed class Rounds(List<(double Ours, double Peer)> rounds)
{
    public double Ours { get; } = Median(rounds.Select(static round => round.Ours));

    public double Peer { get; } = Median(rounds.Select(static round => round.Peer));

    public double Ratio { get; } = Median(rounds.Select(static round => round.Ours / round.Peer));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
