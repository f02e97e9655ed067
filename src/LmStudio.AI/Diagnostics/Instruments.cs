using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LmStudio.AI;

/// <summary>The activity source and the instruments (docs/telemetry.md).</summary>
internal static class Instruments
{
    private static readonly Meter Meter = new(LmStudioTelemetry.MeterName, Version);

    private static readonly InstrumentAdvice<double> ShortSeconds = new()
    {
        // The buckets that the semantic conventions give for the time to the first token.
        HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120],
    };

    private static readonly InstrumentAdvice<double> LongSeconds = new() { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600, 1800, 3600, 7200, 14400] };

    private static readonly InstrumentAdvice<double> Rates = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000] };

    public static ActivitySource Source { get; } = new(LmStudioTelemetry.ActivitySourceName, Version);

    public static Counter<long> ChatRequests { get; } =
        Meter.CreateCounter<long>("lmstudio.chat.requests", "{request}", "Chats, by the endpoint that was chosen for them.");

    public static Histogram<double> TimeToFirstToken { get; } =
        Meter.CreateHistogram("gen_ai.server.time_to_first_token", "s", "Time to the first token, as the server reports it.", tags: null, ShortSeconds);

    public static Histogram<double> TokensPerSecond { get; } =
        Meter.CreateHistogram("lmstudio.tokens_per_second", "{token}/s", "Speed of generation, as the server reports it.", tags: null, Rates);

    public static Histogram<double> PromptProcessing { get; } =
        Meter.CreateHistogram("lmstudio.prompt_processing.duration", "s", "Time for which a model reads a prompt.", tags: null, ShortSeconds);

    public static Histogram<double> ModelLoad { get; } =
        Meter.CreateHistogram("lmstudio.model.load.duration", "s", "Time to load a model, as the server reports it.", tags: null, LongSeconds);

    public static Histogram<double> ModelDownload { get; } =
        Meter.CreateHistogram("lmstudio.model.download.duration", "s", "Time for which a download was waited for.", tags: null, LongSeconds);

    public static Counter<long> DownloadedBytes { get; } =
        Meter.CreateCounter<long>("lmstudio.model.download.io", "By", "Bytes of models received while waiting for their download.");

    /// <summary>Gets a value indicating whether there is a listener for the metrics of chats.</summary>
    public static bool MeasuresChats =>
        ChatRequests.Enabled || TimeToFirstToken.Enabled || TokensPerSecond.Enabled || PromptProcessing.Enabled || ModelLoad.Enabled;

    private static string Version => UserAgent.Value.Product!.Version!;

    /// <summary>Returns the seconds since a timestamp of <see cref="Stopwatch"/>.</summary>
    public static double SecondsSince(long timestamp) => (Stopwatch.GetTimestamp() - timestamp) / (double)Stopwatch.Frequency;
}
