namespace LmStudio.AI;

/// <summary>Downloads a model and stays with the download until its end.</summary>
internal sealed class DownloadWatcher
{
    private readonly LmStudioClient _client;
    private readonly string _model;
    private readonly IProgress<LmStudioDownloadProgress>? _progress;
    private readonly string? _quantization;
    private readonly TimeSpan _pollInterval;
    private readonly TimeSpan _stallTimeout;
    private readonly TimeProvider _timeProvider;
    private readonly DownloadMeter _meter = new();
    private readonly long _start;
    private DownloadTelemetry? _telemetry;
    private LmStudioDownload? _download;
    private LmStudioException? _outage;
    private bool _wasRestarted;

    public DownloadWatcher(LmStudioClient client, string model, IProgress<LmStudioDownloadProgress>? progress, LmStudioDownloadOptions options)
    {
        _client = client;
        _model = model;
        _progress = progress;
        _quantization = options.Quantization;
        _pollInterval = options.PollInterval;
        _stallTimeout = options.StallTimeout;
        _timeProvider = options.TimeProvider;
        _start = _timeProvider.GetTimestamp();
    }

    private TimeSpan Elapsed => _timeProvider.GetElapsedTime(_start);

    public async Task<LmStudioDownload> RunAsync(CancellationToken cancellationToken)
    {
        using DownloadTelemetry telemetry = _telemetry = new(_model, _client.Endpoint, _client.ModelLogger);
        try
        {
            LmStudioDownload download = await WatchAsync(cancellationToken).ConfigureAwait(false);
            telemetry.Complete(download, Elapsed);
            return download;
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception, Elapsed);
            throw;
        }
    }

    private async Task<LmStudioDownload> WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            _download = await StartAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                Report(_download);
                switch (_download.Status)
                {
                    case "completed" or "already_downloaded":
                        _client.Models.Invalidate();
                        return _download;
                    case "failed":
                        throw Failure(LmStudioErrorKind.DownloadFailed, "has failed" + (_download.Error is { Length: > 0 } error ? $": {error.TrimEnd('.')}" : ""));
                }

                ThrowIfStuck(_download);
                await TaskWaiting.DelayAsync(_timeProvider, _pollInterval, cancellationToken).ConfigureAwait(false);
                _download = await LookAsync(_download, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                _download is null
                    ? $"No longer waiting for the download of '{_model}'. If LM Studio has started it, it continues."
                    : $"No longer waiting for the download of '{_model}' (job {_download.JobId}{Share()}). LM Studio continues it: request it again to wait for it, or stop it in LM Studio's list of downloads.",
                exception,
                cancellationToken);
        }
    }

    private Task<LmStudioDownload> StartAsync(CancellationToken cancellationToken) => _client.DownloadModelAsync(_model, _quantization, cancellationToken);

    private async Task<LmStudioDownload> LookAsync(LmStudioDownload last, CancellationToken cancellationToken)
    {
        if (last.JobId is null)
        {
            throw new LmStudioException(
                LmStudioErrorKind.InvalidResponse,
                $"LM Studio says that '{_model}' is {last.Status}, but not the id of the job. See the progress in LM Studio's list of downloads.");
        }

        try
        {
            LmStudioDownload download = await _client.GetDownloadStatusAsync(last.JobId, cancellationToken).ConfigureAwait(false);
            _outage = null;
            return download;
        }
        catch (LmStudioException exception) when (exception.Kind is LmStudioErrorKind.Unreachable or LmStudioErrorKind.StreamInterrupted or LmStudioErrorKind.Timeout or LmStudioErrorKind.TooManyRequests)
        {
            // LM Studio may be restarting, which an update of it does.
            _outage = exception;
            return last;
        }
        catch (LmStudioException exception) when (exception.Kind == LmStudioErrorKind.DownloadNotFound && !_wasRestarted)
        {
            // LM Studio loses its jobs when it restarts. A new request resumes the download, or reports that the model is downloaded. Only
            // once: a download that disappears again may have been canceled by a user.
            _wasRestarted = true;
            _outage = null;
            return await StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(LmStudioDownload download)
    {
        _telemetry?.Observe(download);

        // While the server cannot be reached, use the last poll; nothing is received.
        _meter.Observe(Elapsed, download.Status, _outage is null ? download.DownloadedBytes : download.DownloadedBytes ?? 0);
        if (download.Status != "failed" && _outage is null)
        {
            _progress?.Report(DownloadReport.Create(_model, download, _meter, Elapsed));
        }
    }

    private void ThrowIfStuck(LmStudioDownload download)
    {
        TimeSpan idle = _meter.IdleTime(Elapsed);
        if (_stallTimeout < TimeSpan.Zero || idle < _stallTimeout)
        {
            return;
        }

        throw _outage
            ?? (download.Status == "paused"
                ? Failure(LmStudioErrorKind.DownloadPaused, $"has been paused for {ReadableText.OfTime(idle)}")
                : Failure(LmStudioErrorKind.DownloadStalled, $"has stalled: no data was received for {ReadableText.OfTime(idle)}"));
    }

    private LmStudioException Failure(LmStudioErrorKind kind, string what) =>
        new(kind, _client.Transport.Redact($"The download of '{_model}' (job {_download?.JobId}{Share()}) {what}. {ErrorHint.For(kind, error: null)}", secrets: null));

    private string Share() => _download is { DownloadedBytes: { } bytes, TotalSizeBytes: { } total } ? $", {ReadableText.OfBytes(bytes)} of {ReadableText.OfBytes(total)}" : "";
}
