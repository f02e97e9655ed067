using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>Collects the traces and measurements of one source, whose name is its own.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly List<Activity> _activities = [];
    private readonly List<Measurement> _measurements = [];
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener = new();

    public Telemetry()
    {
        _activityListener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (_activities)
                {
                    _activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_activityListener);
        _meterListener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Source)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.Start();
    }

    public string Source { get; } = Guid.NewGuid().ToString();

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

    public IReadOnlyList<Measurement> GetMeasurements(string instrument)
    {
        lock (_measurements)
        {
            return [.. _measurements.Where(measurement => measurement.Instrument == instrument)];
        }
    }

    public void Dispose()
    {
        _activityListener.Dispose();
        _meterListener.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_measurements)
        {
            _measurements.Add(new(instrument.Name, value, tags.ToArray().ToDictionary()));
        }
    }

    public sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
