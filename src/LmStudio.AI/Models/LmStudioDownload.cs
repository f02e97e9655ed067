using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The state of a download (<see href="https://lmstudio.ai/docs/developer/rest/download-status"/>).</summary>
public sealed class LmStudioDownload
{
    /// <summary>Gets or sets the id to ask for the state by. <see langword="null"/> when the model is there already, as nothing is downloaded then.</summary>
    public string? JobId { get; set; }

    /// <summary>
    /// Gets or sets the state: <c>downloading</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>already_downloaded</c>.
    /// Newer servers may send other values.
    /// </summary>
    public string Status { get; set; } = "";

    /// <summary>Gets or sets the size of the whole download, in bytes.</summary>
    public long? TotalSizeBytes { get; set; }

    /// <summary>Gets or sets what has arrived, in bytes.</summary>
    public long? DownloadedBytes { get; set; }

    /// <summary>Gets or sets the rate, in bytes per second. Stalled downloads can keep showing their last rate.</summary>
    public double? BytesPerSecond { get; set; }

    /// <summary>Gets or sets when the server expects the download to end.</summary>
    public DateTimeOffset? EstimatedCompletion { get; set; }

    /// <summary>Gets or sets when the download began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Gets or sets when the download ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Gets or sets why the download failed, where the server tells.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Error { get; set; }
}
