using System.Globalization;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A download. Its progress is updated when it is read, according to the time since the last read.</summary>
internal sealed class DownloadJob(string id, EmulatorModel model, TimeSpan duration, DateTimeOffset startedAt)
{
    private DateTimeOffset? _lastLook;
    private double _bytes;
    private DateTimeOffset? _completedAt;

    public EmulatorModel Model { get; } = model;

    public DownloadStatus Status { get; private set; } = DownloadStatus.Downloading;

    private double BytesPerSecond => Model.SizeBytes / duration.TotalSeconds;

    public void Advance(DateTimeOffset now, EmulatorFaults faults)
    {
        if (Status is DownloadStatus.Completed or DownloadStatus.Failed)
        {
            return;
        }

        DateTimeOffset lastLook = _lastLook ?? startedAt;
        Status = faults.FailDownloads ? DownloadStatus.Failed : faults.PauseDownloads ? DownloadStatus.Paused : DownloadStatus.Downloading;
        if (Status is DownloadStatus.Downloading && !faults.StallDownloads)
        {
            double missing = Model.SizeBytes - _bytes;
            double received = duration > TimeSpan.Zero ? (now - lastLook).TotalSeconds * BytesPerSecond : missing;
            if (received >= missing)
            {
                Status = DownloadStatus.Completed;
                _completedAt = duration > TimeSpan.Zero ? lastLook + TimeSpan.FromSeconds(missing / BytesPerSecond) : now;
            }

            _bytes = Math.Min(Model.SizeBytes, _bytes + received);
        }

        _lastLook = now;
    }

    /// <summary>Creates the response to a request that started or joined the download.</summary>
    public JsonObject ToStartedJson() => new()
    {
        ["job_id"] = id,
        ["status"] = Name(Status),
        ["total_size_bytes"] = Model.SizeBytes,
        ["started_at"] = Time(startedAt),
    };

    public JsonObject ToStatusJson()
    {
        JsonObject json = new()
        {
            ["job_id"] = id,
            ["status"] = Name(Status),
            ["total_size_bytes"] = Model.SizeBytes,
            ["downloaded_bytes"] = (long)_bytes,
            ["started_at"] = Time(startedAt),
        };
        if (Status is DownloadStatus.Downloading && duration > TimeSpan.Zero)
        {
            json["bytes_per_second"] = BytesPerSecond;
            json["estimated_completion"] = Time((_lastLook ?? startedAt) + TimeSpan.FromSeconds((Model.SizeBytes - _bytes) / BytesPerSecond));
        }

        if (_completedAt is { } completedAt)
        {
            json["completed_at"] = Time(completedAt);
        }

        return json;
    }

    private static string Name(DownloadStatus status) => status.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
