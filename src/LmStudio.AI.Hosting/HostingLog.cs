using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>What registered clients log.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Warning, "The changed settings are not used, and LM Studio at {Endpoint} with the last valid ones is: {Problem}")]
    public static partial void InvalidReload(ILogger logger, Uri endpoint, string problem);

    [LoggerMessage(2, LogLevel.Information, "Loading the model {Model} on LM Studio at {Endpoint}, unless it is loaded.")]
    public static partial void WarmingUp(ILogger logger, string model, Uri endpoint);

    [LoggerMessage(3, LogLevel.Information, "The model {Model} was loaded already, as {InstanceId}.")]
    public static partial void WasWarm(ILogger logger, string model, string instanceId);

    [LoggerMessage(4, LogLevel.Information, "The model {Model} is loaded, as {InstanceId}, after {Seconds:F1} s.")]
    public static partial void WarmedUp(ILogger logger, string model, string instanceId, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "The model {Model} could not be loaded ahead: {Problem}")]
    public static partial void WarmupFailed(ILogger logger, string model, string problem, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "No model is loaded ahead, because none is named: name one in AddModelWarmup or set LmStudioClientOptions.Model.")]
    public static partial void NothingToWarmUp(ILogger logger);

    [LoggerMessage(7, LogLevel.Information, "The host stops while the model {Model} is loaded; LM Studio goes on loading it.")]
    public static partial void WarmupStopped(ILogger logger, string model);
}
