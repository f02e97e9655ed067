using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The state of a download (<see href="https://lmstudio.ai/docs/developer/rest/download-status"/>).</summary>
public sealed class LmStudioDownload
{
    /// <summary>Gets or sets the id of the download job, or <see langword="null"/> if the model was already downloaded.</summary>
    public string? JobId { get; set; }

    /// <summary>
    /// Gets or sets the state: <c>downloading</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>already_downloaded</c>.
    /// Newer servers may send other values.
    /// </summary>
    public string Status { get; set; } = "";

    /// <summary>Gets or sets the total size of the download, in bytes.</summary>
    public long? TotalSizeBytes { get; set; }

    /// <summary>Gets or sets the number of bytes downloaded so far.</summary>
    public long? DownloadedBytes { get; set; }

    /// <summary>Gets or sets the download speed, in bytes per second. It may be outdated if the download has stalled.</summary>
    public double? BytesPerSecond { get; set; }

    /// <summary>Gets or sets the time at which the server expects the download to complete.</summary>
    public DateTimeOffset? EstimatedCompletion { get; set; }

    /// <summary>Gets or sets the time at which the download started.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Gets or sets the time at which the download completed.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Gets or sets the reason why the download failed, if the server reports it.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Error { get; set; }
}
