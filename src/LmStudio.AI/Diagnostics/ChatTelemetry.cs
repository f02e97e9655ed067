using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The telemetry of one chat. Without a listener, there is no instance.</summary>
internal sealed class ChatTelemetry
{
    private readonly Activity? _span;
    private readonly ActivityContext _parent;
    private readonly Uri _server;
    private readonly string _path;
    private readonly string _model;
    private Interval _load;
    private Interval _prompt;
    private double? _loadSeconds;
    private double? _promptSeconds;

    private ChatTelemetry(string path, string model, Uri server, Activity? span)
    {
        _path = path;
        _model = model;
        _server = server;
        _span = span;
        _parent = Activity.Current?.Context ?? default;
    }

    /// <summary>Starts measuring a chat, if there is a listener.</summary>
    /// <param name="endpoint">The selected endpoint.</param>
    /// <param name="model">The requested model.</param>
    /// <param name="server">The server's address.</param>
    public static ChatTelemetry? Start(LmStudioChatEndpoint endpoint, string model, Uri server)
    {
        Activity? span = Activity.Current is { IsAllDataRequested: true } current && IsChat(current) ? current : null;
        if (span is null && !Instruments.MeasuresChats && !Instruments.Source.HasListeners())
        {
            return null;
        }

        ChatTelemetry telemetry = new(ChatEndpointTable.PathOf(endpoint), model, server, span);
        _ = span?.SetTag(TelemetryTag.Endpoint, telemetry._path);
        if (Instruments.ChatRequests.Enabled)
        {
            Instruments.ChatRequests.Add(1, telemetry.CreateTags(instanceId: null));
        }

        return telemetry;
    }

    /// <summary>Records an event before the first token.</summary>
    public void Observe(LmStudioChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            case LmStudioModelLoadStartEvent:
                _load = Interval.Start();
                break;

            case LmStudioModelLoadEndEvent end when _load.IsStarted:
                double measured = _load.Seconds;
                _loadSeconds = end.LoadTimeSeconds ?? measured;
                AddLoadActivity(end.ModelInstanceId, measured);
                _load = default;
                break;

            case LmStudioPromptProcessingStartEvent:
                _prompt = Interval.Start();
                break;

            case LmStudioPromptProcessingEndEvent when _prompt.IsStarted:
                // A prompt is read again after each call of a tool.
                _promptSeconds = (_promptSeconds ?? 0) + _prompt.Seconds;
                _prompt = default;
                break;
        }
    }

    /// <summary>Records the response.</summary>
    public void Complete(ChatResponse response)
    {
        LmStudioStats? stats = response.Stats;
        _loadSeconds = stats?.ModelLoadTimeSeconds ?? _loadSeconds;

        TagList tags = CreateTags(response.ModelId);
        Record(Instruments.TimeToFirstToken, stats?.TimeToFirstTokenSeconds);
        Record(Instruments.TokensPerSecond, stats?.TokensPerSecond);
        Record(Instruments.PromptProcessing, _promptSeconds);
        if (_loadSeconds is { } seconds && Instruments.ModelLoad.Enabled)
        {
            ModelLoadTelemetry.Record(seconds, _model, _server, ModelLoadTelemetry.ByChat, errorType: null);
        }

        Tag(TelemetryTag.TimeToFirstToken, stats?.TimeToFirstTokenSeconds);
        Tag(TelemetryTag.TokensPerSecond, stats?.TokensPerSecond);
        Tag(TelemetryTag.PromptProcessingTime, _promptSeconds);
        Tag(TelemetryTag.ModelLoadTime, _loadSeconds);

        void Record(System.Diagnostics.Metrics.Histogram<double> histogram, double? value)
        {
            if (value is { } number)
            {
                histogram.Record(number, tags);
            }
        }

        void Tag(string key, double? value)
        {
            if (value is { } number)
            {
                _ = _span?.SetTag(key, number);
            }
        }
    }

    /// <summary>Returns whether an activity is that of a chat or an agent. An activity that executes a tool is not, even if it contains the chat.</summary>
    private static bool IsChat(Activity activity) =>
        activity.GetTagItem(TelemetryTag.OperationName) is string operation
            ? operation != "execute_tool"
            : activity.OperationName == "chat" || activity.OperationName.StartsWith("chat ", StringComparison.Ordinal);

    /// <summary>Adds an activity for a load that has happened within the chat.</summary>
    private void AddLoadActivity(string? instanceId, double seconds)
    {
        // Events are read while the caller's activity is current, which this one must not replace.
        Activity? current = Activity.Current;
        DateTimeOffset start = DateTimeOffset.UtcNow.AddSeconds(-seconds);
        using (Activity? activity = Instruments.Source.StartActivity(ModelLoadTelemetry.ActivityName, ActivityKind.Client, _parent, tags: null, links: null, start))
        {
            ModelLoadTelemetry.Tag(activity, _model, _server, ModelLoadTelemetry.ByChat);
            _ = activity?.SetTag(TelemetryTag.InstanceId, instanceId);
        }

        Activity.Current = current;
    }

    private TagList CreateTags(string? instanceId)
    {
        TagList tags = new()
        {
            { TelemetryTag.OperationName, "chat" },
            { TelemetryTag.ProviderName, TelemetryTag.Provider },
            { TelemetryTag.RequestModel, _model },
            { TelemetryTag.ServerAddress, _server.Host },
            { TelemetryTag.ServerPort, _server.Port },
            { TelemetryTag.Endpoint, _path },
        };
        if (instanceId is not null)
        {
            tags.Add(TelemetryTag.ResponseModel, instanceId);
        }

        return tags;
    }

    private readonly struct Interval(long timestamp)
    {
        public bool IsStarted => timestamp != 0;

        public double Seconds => Instruments.SecondsSince(timestamp);

        public static Interval Start() => new(Stopwatch.GetTimestamp());
    }
}
