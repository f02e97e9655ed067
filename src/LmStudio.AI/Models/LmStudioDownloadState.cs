namespace LmStudio.AI;

/// <summary>Where a download that has not failed stands.</summary>
public enum LmStudioDownloadState
{
    /// <summary>It runs, as the server says. <see cref="LmStudioDownloadProgress.SinceGrowth"/> tells whether anything arrives.</summary>
    Downloading,

    /// <summary>It is paused. LM Studio's user can resume it; its REST API cannot.</summary>
    Paused,

    /// <summary>It is complete.</summary>
    Completed,

    /// <summary>There was nothing to download: the model is there.</summary>
    AlreadyDownloaded,
}
