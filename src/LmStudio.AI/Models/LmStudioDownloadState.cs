namespace LmStudio.AI;

/// <summary>Specifies the state of a download that has not failed.</summary>
public enum LmStudioDownloadState
{
    /// <summary>The server reports that the download is in progress. <see cref="LmStudioDownloadProgress.IdleTime"/> shows whether it has stalled.</summary>
    Downloading,

    /// <summary>The download is paused. It can be resumed in LM Studio's user interface, but not through its REST API.</summary>
    Paused,

    /// <summary>The download is complete.</summary>
    Completed,

    /// <summary>The model was already downloaded.</summary>
    AlreadyDownloaded,
}
