using System.Globalization;

namespace LmStudio.AI.Benchmarks;

/// <summary>
/// Measures both sides of a row in alternation, so that other load on the machine affects both. The ratio is the median of the ratios of the
/// rounds. Durations are CPU time: on a busy machine, little of the elapsed time belongs to the process.
/// </summary>
internal static class Measurement
{
    public const string Header = """
        | what | LmStudio.AI | compared with | CPU | bytes | goal |
        | --- | --- | --- | --- | --- | --- |
        """;

    /// <summary>The number of rounds whose medians are compared to detect that a row is warmed up.</summary>
    private const int Window = 5;

    /// <summary>The number of times that a row is measured again before it counts as outside of its bound.</summary>
    private const int Retries = 2;

    /// <summary>Measures a row, prints it, and returns whether it is within its bound.</summary>
    /// <param name="row">The row.</param>
    /// <param name="duration">The CPU time to measure for. Warming up takes up to three times as long.</param>
    public static async Task<bool> RunAsync(Row row, TimeSpan duration)
    {
        Rounds rounds = await MeasureAsync(row, duration);
        for (int retry = 1; retry <= Retries && rounds.Ratio > row.Bound; retry++)
        {
            // A disturbance must not fail the run.
            rounds = await MeasureAsync(row, 2 * retry * duration);
        }

        double ours = rounds.Ours / row.Units;
        double peer = rounds.Peer / row.Units;
        double ourBytes = await GetBytesAsync(row.Ours) / row.Units;
        double peerBytes = await GetBytesAsync(row.Peer) / row.Units;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {Time(ours)}, {Bytes(ourBytes)} | {row.Peer.Name}: {Time(peer)}, {Bytes(peerBytes)} | {rounds.Ratio:F2} | {(peerBytes > 0 ? (ourBytes / peerBytes).ToString("F2", CultureInfo.InvariantCulture) : "")} | {row.Goal:F2} |"));
        if (rounds.Ratio <= row.Bound)
        {
            return true;
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{row.Name}\" takes {rounds.Ratio:F2} times the CPU time of {row.Peer.Name}, more than the bound of {row.Bound:F1}."));
        return false;
    }

    private static async Task<Rounds> MeasureAsync(Row row, TimeSpan duration)
    {
        List<(double Ours, double Peer)> rounds = [];
        TimeSpan spent = default;
        while (spent < 3 * duration && !(spent > duration / 2 && IsSteady(rounds)))
        {
            spent += await AddRoundAsync(row, rounds);
        }

        rounds.Clear();
        spent = default;
        while (rounds.Count < 3 || spent < duration)
        {
            spent += await AddRoundAsync(row, rounds);
        }

        return new Rounds(rounds);
    }

    private static bool IsSteady(List<(double Ours, double Peer)> rounds)
    {
        if (rounds.Count < 2 * Window)
        {
            return false;
        }

        Rounds last = new(rounds[^Window..]);
        Rounds before = new(rounds[^(2 * Window)..^Window]);
        return IsClose(last.Ratio, before.Ratio) && IsClose(last.Ours, before.Ours) && IsClose(last.Peer, before.Peer);

        static bool IsClose(double value, double other) => Math.Abs((value / other) - 1) < 0.1;
    }

    /// <summary>Runs both sides and returns the CPU time that they took.</summary>
    private static async Task<TimeSpan> AddRoundAsync(Row row, List<(double Ours, double Peer)> rounds)
    {
        // The second finds the caches as the first has left them, so they alternate.
        bool isOursFirst = rounds.Count % 2 == 0;
        double first = await GetMicrosecondsAsync(isOursFirst ? row.Ours : row.Peer, row.Runs);
        double second = await GetMicrosecondsAsync(isOursFirst ? row.Peer : row.Ours, row.Runs);
        rounds.Add(isOursFirst ? (first, second) : (second, first));
        return TimeSpan.FromMicroseconds((first + second) * row.Runs);
    }

    private static async Task<double> GetMicrosecondsAsync(Contestant contestant, int runs)
    {
        if (contestant.MeasureElsewhere is { } measure)
        {
            return await measure();
        }

        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int run = 0; run < runs; run++)
        {
            await contestant.RunAsync();
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / runs;
    }

    private static async Task<double> GetBytesAsync(Contestant contestant)
    {
        if (contestant.MeasureElsewhere is not null)
        {
            return 0;
        }

        const int Runs = 3;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int run = 0; run < Runs; run++)
        {
            await contestant.RunAsync();
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Runs;
    }

    private static string Time(double microseconds) => microseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:F2} µs"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:F0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:F1} ms"),
    };

    private static string Bytes(double bytes) => bytes switch
    {
        0 => "",
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000:F0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000:F1} MB"),
    };
}
