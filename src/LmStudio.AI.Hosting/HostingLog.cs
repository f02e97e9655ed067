using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The log messages of registered clients.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Warning, "The changed settings are invalid; LM Studio at {Endpoint} with the last valid ones is still used: {Problem}")]
    public static partial void InvalidReload(ILogger logger, Uri endpoint, string problem);

    [LoggerMessage(2, LogLevel.Information, "Loading the model {Model} on LM Studio at {Endpoint}, unless it is already loaded.")]
    public static partial void WarmingUp(ILogger logger, string model, Uri endpoint);

    [LoggerMessage(3, LogLevel.Information, "The model {Model} is already loaded as {InstanceId}.")]
    public static partial void WasWarm(ILogger logger, string model, string instanceId);

    [LoggerMessage(4, LogLevel.Information, "Loaded the model {Model} as {InstanceId} in {Seconds:F1} s.")]
    public static partial void WarmedUp(ILogger logger, string model, string instanceId, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "The model {Model} could not be loaded at startup: {Problem}")]
    public static partial void WarmupFailed(ILogger logger, string model, string problem, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "No model is loaded at startup, because none is specified: pass one to AddModelWarmup or set LmStudioClientOptions.Model.")]
    public static partial void NothingToWarmUp(ILogger logger);

    [LoggerMessage(7, LogLevel.Information, "The host stops while the model {Model} is loading; LM Studio continues to load it.")]
    public static partial void WarmupStopped(ILogger logger, string model);
}
