using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace LmStudio.AI.Tests;

/// <summary>Listens as an exporter does, to what concerns one model or one server: other tests run at the same time.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener = new();
    private readonly string _tag;
    private readonly object _value;
    private readonly List<Activity> _activities = [];
    private readonly List<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> _measurements = [];

    private TelemetryRecorder(string tag, object value)
    {
        _tag = tag;
        _value = value;
        _activityListener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == LmStudioTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_activityListener);

        _meterListener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == LmStudioTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.Start();
    }

    public IReadOnlyList<Activity> Activities
    {
        get
        {
            lock (_activities)
            {
                return [.. _activities];
            }
        }
    }

    public static TelemetryRecorder ForModel(string model) => new("gen_ai.request.model", model);

    public static TelemetryRecorder ForServer(Uri endpoint) => new("server.port", endpoint.Port);

    /// <summary>Returns what was measured by an instrument.</summary>
    public IReadOnlyList<(double Value, Dictionary<string, object?> Tags)> Of(string instrument)
    {
        lock (_measurements)
        {
            return [.. _measurements.Where(measurement => measurement.Instrument.Name == instrument).Select(static measurement => (measurement.Value, measurement.Tags))];
        }
    }

    /// <summary>Returns all that was heard, as text.</summary>
    public string Describe()
    {
        lock (_measurements)
        {
            return string.Join(
                "\n",
                Activities.Select(Describe)
                    .Concat(_measurements.Select(static m => string.Create(CultureInfo.InvariantCulture, $"{m.Instrument.Name} {m.Value} {string.Join(" ", m.Tags)}"))));
        }
    }

    public static string Describe(Activity activity) =>
        $"{activity.DisplayName} {activity.Status} {activity.StatusDescription} {string.Join(" ", activity.TagObjects)} "
        + string.Join(" ", activity.Events.Select(static e => $"{e.Name} {string.Join(" ", e.Tags)}"))
        + string.Join(" ", activity.Baggage);

    public void Dispose()
    {
        _activityListener.Dispose();
        _meterListener.Dispose();
    }

    private void Add(Activity activity)
    {
        if (Equals(activity.GetTagItem(_tag), _value))
        {
            lock (_activities)
            {
                _activities.Add(activity);
            }
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> all = new(tags.ToArray());
        if (Equals(all.GetValueOrDefault(_tag), _value))
        {
            lock (_measurements)
            {
                _measurements.Add((instrument, value, all));
            }
        }
    }
}
