using System.Globalization;

namespace LmStudio.AI.Benchmarks;

/// <summary>
/// Measures the two of a row in turns, so that what else the machine does hits both alike. The ratio is the median of the ratios of each turn.
/// </summary>
internal static class Measurement
{
    public const string Header = """
        | what | LmStudio.AI | held against | CPU | bytes | goal |
        | --- | --- | --- | --- | --- | --- |
        """;

    /// <summary>Measures a row, prints it, and returns whether it is within its bound.</summary>
    /// <param name="row">The row.</param>
    /// <param name="duration">How long it may take.</param>
    public static async Task<bool> RunAsync(Row row, TimeSpan duration)
    {
        List<(double Ours, double Peer)> turns = [];
        long warm = Environment.TickCount64 + (long)(duration.TotalMilliseconds / 2);
        long end = Environment.TickCount64 + (long)duration.TotalMilliseconds;
        for (int turn = 0; turn < 5 || Environment.TickCount64 < end; turn++)
        {
            // Who comes second finds caches as the other left them, so they change places.
            double first = await GetMicrosecondsAsync(turn % 2 == 0 ? row.Ours : row.Peer, row.Runs);
            double second = await GetMicrosecondsAsync(turn % 2 == 0 ? row.Peer : row.Ours, row.Runs);
            if (Environment.TickCount64 < warm)
            {
                turns.Clear();
            }

            turns.Add(turn % 2 == 0 ? (first, second) : (second, first));
        }

        double ratio = Median(turns.Select(static turn => turn.Ours / turn.Peer));
        double ours = Median(turns.Select(static turn => turn.Ours)) / row.Units;
        double peer = Median(turns.Select(static turn => turn.Peer)) / row.Units;
        double ourBytes = await GetBytesAsync(row.Ours) / row.Units;
        double peerBytes = await GetBytesAsync(row.Peer) / row.Units;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {Time(ours)}, {Bytes(ourBytes)} | {row.Peer.Name}: {Time(peer)}, {Bytes(peerBytes)} | {ratio:F2} | {(peerBytes > 0 ? (ourBytes / peerBytes).ToString("F2", CultureInfo.InvariantCulture) : "")} | {row.Goal:F2} |{(ratio > row.Bound ? $" more than {row.Bound:F1} |" : "")}"));
        return ratio <= row.Bound;
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

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
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
