namespace LmStudio.AI.Emulator;

/// <summary>Where a download stands.</summary>
internal enum DownloadStatus
{
    Downloading,
    Paused,
    Completed,
    Failed,
}
