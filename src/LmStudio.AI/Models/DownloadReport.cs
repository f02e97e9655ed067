namespace LmStudio.AI;

/// <summary>Creates the progress of a download from the server's data and the measurements.</summary>
internal static class DownloadReport
{
    public static LmStudioDownloadProgress Create(string model, LmStudioDownload download, DownloadMeter meter, TimeSpan time) => new(model, State(download.Status))
    {
        JobId = download.JobId,
        DownloadedBytes = download.DownloadedBytes,
        TotalBytes = download.TotalSizeBytes,
        BytesPerSecond = meter.BytesPerSecond,
        IdleTime = meter.IdleTime(time),
    };

    private static LmStudioDownloadState State(string status) => status switch
    {
        "paused" => LmStudioDownloadState.Paused,
        "completed" => LmStudioDownloadState.Completed,
        "already_downloaded" => LmStudioDownloadState.AlreadyDownloaded,

        // States that newer servers may have are taken for steps on the way.
        _ => LmStudioDownloadState.Downloading,
    };
}
