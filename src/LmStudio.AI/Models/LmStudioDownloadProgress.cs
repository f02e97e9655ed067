using System.Globalization;

namespace LmStudio.AI;

/// <summary>The progress of a download.</summary>
public sealed class LmStudioDownloadProgress
{
    internal LmStudioDownloadProgress(string model, LmStudioDownloadState state)
    {
        Model = model;
        State = state;
    }

    /// <summary>Gets the requested model.</summary>
    public string Model { get; }

    /// <summary>Gets the state of the download.</summary>
    public LmStudioDownloadState State { get; }

    /// <summary>Gets the id of the download job, or <see langword="null"/> if nothing is downloaded.</summary>
    public string? JobId { get; internal init; }

    /// <summary>Gets the number of bytes downloaded so far, or <see langword="null"/> if the server does not report it.</summary>
    public long? DownloadedBytes { get; internal init; }

    /// <summary>Gets the total size of the download, in bytes, or <see langword="null"/> if the server does not report it.</summary>
    public long? TotalBytes { get; internal init; }

    /// <summary>Gets the progress, from 0 to 1, or <see langword="null"/> if the server does not report it.</summary>
    public double? Fraction => State is LmStudioDownloadState.Completed or LmStudioDownloadState.AlreadyDownloaded ? 1
        : TotalBytes > 0 && DownloadedBytes is { } bytes ? Math.Min(1, (double)bytes / TotalBytes.Value)
        : null;

    /// <summary>Gets the current download speed, in bytes per second, or <see langword="null"/> before it has been measured.</summary>
    /// <remarks>It is measured from the downloaded bytes. The speed that the server reports does not change when a download stalls.</remarks>
    public double? BytesPerSecond { get; internal init; }

    /// <summary>Gets the estimated remaining time, or <see langword="null"/> if it is unknown.</summary>
    public TimeSpan? EstimatedTimeLeft =>
        State is LmStudioDownloadState.Downloading && BytesPerSecond > 0 && DownloadedBytes is { } bytes && TotalBytes is { } total
        && (total - bytes) / BytesPerSecond.Value is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(Math.Max(0, seconds))
            : null;

    /// <summary>Gets the time since data was last received.</summary>
    public TimeSpan IdleTime { get; internal init; }

    /// <summary>Returns a human-readable description.</summary>
    /// <returns>For example <c>Downloading, 34 % of 4.7 GB, 12.0 MB/s, 4 min left</c>.</returns>
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
