using System.Collections.Concurrent;

namespace LmStudio.AI;

/// <summary>The tools that download: <c>download_model</c> and <c>get_download_status</c>.</summary>
internal sealed class DownloadTools
{
    /// <summary>The idle time after which a stall is reported.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromSeconds(60);

    private readonly ModelToolScope _scope;
    private readonly ConcurrentDictionary<string, DownloadMeter> _meters = new();
    private readonly long _start;

    public DownloadTools(ModelToolScope scope)
    {
        _scope = scope;
        _start = scope.TimeProvider.GetTimestamp();
        Download = new ModelTool(
            "download_model",
            "Starts the download of a model to the LM Studio server and returns immediately. Downloads are many gigabytes and cannot be stopped by a tool. "
            + "Check the progress with get_download_status.",
            ModelToolSchema.Create(
                new ModelToolParameter("model", "string", "The id of a model of LM Studio's catalog, for instance qwen/qwen3-8b, or the full https://huggingface.co/... address of a model.") { IsRequired = true, Values = scope.Allowed },
                new ModelToolParameter("quantization", "string", "The quantization, for instance Q4_K_M. Only for huggingface.co addresses.")),
            DownloadAsync);
        GetStatus = new ModelTool(
            "get_download_status",
            "Returns the progress of a download. Downloads take minutes to hours: do not call this repeatedly in a row; report the progress to the user instead.",
            ModelToolSchema.Create(new ModelToolParameter("job_id", "string", "The job_id that download_model returned.") { IsRequired = true }),
            GetStatusAsync);
    }

    public ModelTool Download { get; }

    public ModelTool GetStatus { get; }

    private async Task<string> DownloadAsync(ModelToolArguments arguments, CancellationToken cancellationToken)
    {
        string model = arguments.GetRequired("model");
        _scope.RequireAllowed(model);
        LmStudioDownload download = await _scope.Client.DownloadModelAsync(model, arguments.Get("quantization"), cancellationToken).ConfigureAwait(false);
        return Describe(model, download);
    }

    private async Task<string> GetStatusAsync(ModelToolArguments arguments, CancellationToken cancellationToken)
    {
        LmStudioDownload download;
        try
        {
            download = await _scope.Client.GetDownloadStatusAsync(arguments.GetRequired("job_id"), cancellationToken).ConfigureAwait(false);
        }
        catch (LmStudioException exception) when (exception.Kind == LmStudioErrorKind.DownloadNotFound)
        {
            throw new ModelToolException("The server does not know this job. It forgets them when it restarts: call download_model again, which resumes the download or reports that the model is downloaded.");
        }

        return Describe(model: null, download);
    }

    private string Describe(string? model, LmStudioDownload download)
    {
        LmStudioDownloadProgress progress = Measure(download);
        bool isUnderWay = progress.State is LmStudioDownloadState.Downloading or LmStudioDownloadState.Paused && download.Status != "failed";
        bool hasStalled = isUnderWay && progress.State is LmStudioDownloadState.Downloading && progress.IdleTime >= StallTime;
        if (!isUnderWay)
        {
            _scope.Client.Models.Invalidate();
            _ = _meters.TryRemove(download.JobId ?? "", out _);
        }

        return new ModelToolResult()
            .Add("model", model)
            .Add("status", hasStalled ? "stalled" : download.Status)
            .Add("job_id", isUnderWay ? download.JobId : null)
            .Add("percent", isUnderWay && progress.Fraction is { } fraction ? (long)Math.Floor(fraction * 100) : null)
            .Add("downloaded", isUnderWay && download.DownloadedBytes is { } bytes ? ReadableText.OfBytes(bytes) : null)
            .Add("size", download.TotalSizeBytes is { } total ? ReadableText.OfBytes(total) : null)
            .Add("speed", isUnderWay && !hasStalled && progress.BytesPerSecond is { } rate ? ReadableText.OfBytes(rate) + "/s" : null)
            .Add("time_left", !hasStalled && progress.EstimatedTimeLeft is { } left ? ReadableText.OfTime(left) : null)
            .Add("error", download.Error)
            .Add("note", Note(download, hasStalled, progress))
            .ToJson();
    }

    private LmStudioDownloadProgress Measure(LmStudioDownload download)
    {
        TimeSpan time = _scope.TimeProvider.GetElapsedTime(_start);
        DownloadMeter meter = download.JobId is { } jobId ? _meters.GetOrAdd(jobId, static _ => new DownloadMeter()) : new DownloadMeter();
        lock (meter)
        {
            meter.Observe(time, download.Status, download.DownloadedBytes);
            return DownloadReport.Create("", download, meter, time);
        }
    }

    private static string? Note(LmStudioDownload download, bool hasStalled, LmStudioDownloadProgress progress) => download.Status switch
    {
        _ when hasStalled => $"No data was received for {ReadableText.OfTime(progress.IdleTime)}. The user can pause and resume it in LM Studio.",
        "paused" => "Only the user can resume it, in LM Studio.",
        "failed" => "Call download_model again to try once more, or ask the user to check disk space and connection.",
        "completed" or "already_downloaded" => "The model is there. list_models has its key.",
        _ => null,
    };
}
