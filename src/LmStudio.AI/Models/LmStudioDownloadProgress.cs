using System.Globalization;

namespace LmStudio.AI;

/// <summary>How far a download is.</summary>
public sealed class LmStudioDownloadProgress
{
    internal LmStudioDownloadProgress(string model, LmStudioDownloadState state)
    {
        Model = model;
        State = state;
    }

    /// <summary>Gets the model, as it was asked for.</summary>
    public string Model { get; }

    /// <summary>Gets where the download stands.</summary>
    public LmStudioDownloadState State { get; }

    /// <summary>Gets the id of the server's job, or <see langword="null"/> when nothing is downloaded.</summary>
    public string? JobId { get; internal init; }

    /// <summary>Gets what has arrived, in bytes, or <see langword="null"/> when the server does not tell.</summary>
    public long? DownloadedBytes { get; internal init; }

    /// <summary>Gets the size of the whole download, in bytes, or <see langword="null"/> when the server does not tell.</summary>
    public long? TotalBytes { get; internal init; }

    /// <summary>Gets how far the download is, from 0 to 1, or <see langword="null"/> when the server does not tell.</summary>
    public double? Fraction => State is LmStudioDownloadState.Completed or LmStudioDownloadState.AlreadyDownloaded ? 1
        : TotalBytes > 0 && DownloadedBytes is { } bytes ? Math.Min(1, (double)bytes / TotalBytes.Value)
        : null;

    /// <summary>Gets the rate of the last seconds, in bytes per second, or <see langword="null"/> before two looks at the download.</summary>
    /// <remarks>It is measured by what has arrived. The server's own rate freezes when a download stalls.</remarks>
    public double? BytesPerSecond { get; internal init; }

    /// <summary>Gets how long the rest takes at this rate, or <see langword="null"/> when that cannot be told.</summary>
    public TimeSpan? EstimatedTimeLeft =>
        State is LmStudioDownloadState.Downloading && BytesPerSecond > 0 && DownloadedBytes is { } bytes && TotalBytes is { } total && (total - bytes) / BytesPerSecond.Value is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(Math.Max(0, seconds))
            : null;

    /// <summary>Gets the time for which nothing has arrived.</summary>
    public TimeSpan SinceGrowth { get; internal init; }

    /// <summary>Returns a line for people.</summary>
    /// <returns>For instance <c>Downloading, 34 % of 4.7 GB, 12.0 MB/s, 4 min left</c>.</returns>
    public override string ToString()
    {
        List<string> parts = [State is LmStudioDownloadState.AlreadyDownloaded ? "Already downloaded" : State.ToString()];
        if (State is LmStudioDownloadState.Downloading or LmStudioDownloadState.Paused)
        {
            if (Fraction is { } fraction)
            {
                parts.Add($"{Math.Floor(fraction * 100).ToString(CultureInfo.InvariantCulture)} % of {ReadableText.OfBytes(TotalBytes!.Value)}");
            }
            else if (DownloadedBytes is { } bytes)
            {
                parts.Add(ReadableText.OfBytes(bytes));
            }
        }

        if (State is LmStudioDownloadState.Downloading && BytesPerSecond is { } rate)
        {
            parts.Add($"{ReadableText.OfBytes(rate)}/s");
        }

        if (EstimatedTimeLeft is { } left)
        {
            parts.Add($"{ReadableText.OfTime(left)} left");
        }

        return string.Join(", ", parts);
    }
}
