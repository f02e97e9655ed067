namespace LmStudio.AI.Emulator;

/// <summary>The state of a download.</summary>
internal enum DownloadStatus
{
    Downloading,
    Paused,
    Completed,
    Failed,
}
