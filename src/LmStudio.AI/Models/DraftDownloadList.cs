namespace LmStudio.AI;

/// <summary>The response of the download status before LM Studio 0.4.0: all jobs, by state.</summary>
internal sealed class DraftDownloadList
{
    public List<LmStudioDownload>? Downloading { get; set; }

    public List<LmStudioDownload>? Completed { get; set; }

    public List<LmStudioDownload>? Failed { get; set; }

    public List<LmStudioDownload>? Paused { get; set; }

    public LmStudioDownload? Find(string jobId) =>
        new[] { Downloading, Completed, Failed, Paused }
            .SelectMany(static jobs => jobs ?? [])
            .FirstOrDefault(job => job?.JobId == jobId);
}
