using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Traces, measures and logs the loading of models.</summary>
internal static class ModelLoadTelemetry
{
    public const string ActivityName = "lmstudio.load_model";

    /// <summary>The value of <see cref="TelemetryTag.LoadTrigger"/> for a load that a program requested.</summary>
    public const string ByRequest = "request";

    /// <summary>The value of <see cref="TelemetryTag.LoadTrigger"/> for a load that a chat request caused.</summary>
    public const string ByChat = "chat";

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model's key.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="logger">The log of models.</param>
    /// <param name="load">Sends the request.</param>
    public static async Task<LmStudioLoadResult> RunAsync(string model, Uri server, ILogger logger, Func<Task<LmStudioLoadResult>> load)
    {
        using Activity? activity = Instruments.Source.StartActivity(ActivityName, ActivityKind.Client);
        Tag(activity, model, server, ByRequest);
        ModelLog.Loading(logger, model);
        long start = Stopwatch.GetTimestamp();
        try
        {
            LmStudioLoadResult result = await load().ConfigureAwait(false);

            double seconds = result.LoadTimeSeconds ?? Instruments.SecondsSince(start);
            Record(seconds, model, server, ByRequest, errorType: null);
            _ = activity?.SetTag(TelemetryTag.InstanceId, result.InstanceId);
            _ = activity?.SetTag(TelemetryTag.ModelLoadTime, seconds);
            ModelLog.Loaded(logger, model, result.InstanceId, seconds);
            return result;
        }
        catch (Exception exception)
        {
            string errorType = TelemetryTag.ErrorTypeOf(exception);
            Record(Instruments.SecondsSince(start), model, server, ByRequest, errorType);
            _ = activity?.SetTag(TelemetryTag.ErrorType, errorType);
            _ = activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            ModelLog.NotLoaded(logger, model, errorType);
            throw;
        }
    }

    public static void Tag(Activity? activity, string model, Uri server, string trigger)
    {
        if (activity is { IsAllDataRequested: true })
        {
            _ = activity.SetTag(TelemetryTag.ProviderName, TelemetryTag.Provider)
                .SetTag(TelemetryTag.RequestModel, model)
                .SetTag(TelemetryTag.ServerAddress, server.Host)
                .SetTag(TelemetryTag.ServerPort, server.Port)
                .SetTag(TelemetryTag.LoadTrigger, trigger);
        }
    }

    public static void Record(double seconds, string model, Uri server, string trigger, string? errorType)
    {
        if (!Instruments.ModelLoad.Enabled)
        {
            return;
        }

        TagList tags = new()
        {
            { TelemetryTag.ProviderName, TelemetryTag.Provider },
            { TelemetryTag.RequestModel, model },
            { TelemetryTag.ServerAddress, server.Host },
            { TelemetryTag.ServerPort, server.Port },
            { TelemetryTag.LoadTrigger, trigger },
        };
        if (errorType is not null)
        {
            tags.Add(TelemetryTag.ErrorType, errorType);
        }

        Instruments.ModelLoad.Record(seconds, tags);
    }
}
