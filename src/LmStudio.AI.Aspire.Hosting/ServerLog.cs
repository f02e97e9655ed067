using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The log messages of a resource.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "The LM Studio emulator listens at {Address}. Its responses are not from a model.")]
    public static partial void EmulatorStarted(ILogger logger, Uri address);

    [LoggerMessage(2, LogLevel.Information, "LM Studio responds at {Address}.")]
    public static partial void Answers(ILogger logger, Uri address);

    [LoggerMessage(3, LogLevel.Warning, "Waiting for LM Studio. {Problem}")]
    public static partial void Waiting(ILogger logger, string problem);

    [LoggerMessage(4, LogLevel.Information, "{Model}: {Progress}")]
    public static partial void Download(ILogger logger, string model, LmStudioDownloadProgress progress);

    [LoggerMessage(5, LogLevel.Information, "Loading {Model}.")]
    public static partial void Loading(ILogger logger, string model);

    [LoggerMessage(6, LogLevel.Information, "Loaded {Model} as {InstanceId}.")]
    public static partial void Loaded(ILogger logger, string model, string instanceId);

    [LoggerMessage(7, LogLevel.Information, "Unloaded {InstanceId}.")]
    public static partial void Unloaded(ILogger logger, string instanceId);

    [LoggerMessage(8, LogLevel.Error, "{Problem}")]
    public static partial void Failed(ILogger logger, string problem);
}
