using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The log messages of models. Failures are also thrown.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(1, LogLevel.Debug, "Loading {Model}.")]
    public static partial void Loading(ILogger logger, string model);

    [LoggerMessage(2, LogLevel.Information, "Loaded {Model} as {InstanceId} in {Seconds:F1} s.")]
    public static partial void Loaded(ILogger logger, string model, string instanceId, double seconds);

    [LoggerMessage(3, LogLevel.Debug, "{Model} was not loaded: {ErrorType}.")]
    public static partial void NotLoaded(ILogger logger, string model, string errorType);

    [LoggerMessage(4, LogLevel.Information, "The download of {Model} is {Status}.")]
    public static partial void Download(ILogger logger, string model, string status);

    [LoggerMessage(5, LogLevel.Debug, "Waiting for the download of {Model} ended: {ErrorType}.")]
    public static partial void NotDownloaded(ILogger logger, string model, string errorType);

    [LoggerMessage(6, LogLevel.Warning, "{InstanceId}, which is no longer needed, could not be unloaded: {ErrorType}.")]
    public static partial void NotReleased(ILogger logger, string instanceId, string errorType);
}
