using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Traces, measures and logs a download that is waited for.</summary>
internal sealed class DownloadTelemetry : IDisposable
{
    private readonly Activity? _activity;
    private readonly ILogger _logger;
    private readonly string _model;
    private readonly Uri _server;
    private string? _status;
    private long? _bytes;

    public DownloadTelemetry(string model, Uri server, ILogger logger)
    {
        _model = model;
        _server = server;
        _logger = logger;
        _activity = Instruments.Source.StartActivity("lmstudio.download_model", ActivityKind.Client);
        if (_activity is { IsAllDataRequested: true })
        {
            _ = _activity.SetTag(TelemetryTag.ProviderName, TelemetryTag.Provider)
                .SetTag(TelemetryTag.RequestModel, model)
                .SetTag(TelemetryTag.ServerAddress, server.Host)
                .SetTag(TelemetryTag.ServerPort, server.Port);
        }
    }

    /// <summary>Records a poll of the download.</summary>
    public void Observe(LmStudioDownload download)
    {
        if (download.Status != _status)
        {
            _status = download.Status;
            ModelLog.Download(_logger, _model, _status);
        }

        if (download.DownloadedBytes is { } bytes)
        {
            // The bytes of the first poll may have been downloaded before: downloads can be joined and resumed.
            if (_bytes < bytes && Instruments.DownloadedBytes.Enabled)
            {
                Instruments.DownloadedBytes.Add(bytes - _bytes.Value, CreateTags());
            }

            _bytes = bytes;
        }
    }

    /// <summary>Records the end of the download.</summary>
    public void Complete(LmStudioDownload download, TimeSpan elapsed)
    {
        if (_activity is { IsAllDataRequested: true })
        {
            _ = _activity.SetTag(TelemetryTag.DownloadStatus, download.Status);
            if (download.TotalSizeBytes is { } size)
            {
                _ = _activity.SetTag(TelemetryTag.DownloadSize, size);
            }
        }

        // Do not record a model that was already downloaded: it would distort the durations.
        if (download.Status == "completed" && Instruments.ModelDownload.Enabled)
        {
            Instruments.ModelDownload.Record(elapsed.TotalSeconds, CreateTags());
        }
    }

    /// <summary>Records a failure, or that the wait was canceled.</summary>
    public void Fail(Exception exception, TimeSpan elapsed)
    {
        string errorType = TelemetryTag.ErrorTypeOf(exception);
        _ = _activity?.SetTag(TelemetryTag.ErrorType, errorType);
        _ = _activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        if (Instruments.ModelDownload.Enabled)
        {
            TagList tags = CreateTags();
            tags.Add(TelemetryTag.ErrorType, errorType);
            Instruments.ModelDownload.Record(elapsed.TotalSeconds, tags);
        }

        ModelLog.NotDownloaded(_logger, _model, errorType);
    }

    public void Dispose() => _activity?.Dispose();

    private TagList CreateTags() => new()
    {
        { TelemetryTag.ProviderName, TelemetryTag.Provider },
        { TelemetryTag.RequestModel, _model },
        { TelemetryTag.ServerAddress, _server.Host },
        { TelemetryTag.ServerPort, _server.Port },
    };
}
