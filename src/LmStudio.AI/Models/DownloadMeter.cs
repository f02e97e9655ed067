namespace LmStudio.AI;

/// <summary>Measures the rate and the idle time of a download.</summary>
internal sealed class DownloadMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly Queue<(TimeSpan Time, long Bytes)> _samples = new();
    private TimeSpan? _lastGrowth;
    private long? _bytes;
    private TimeSpan _lastTime;
    private string? _status;

    /// <summary>Adds a poll.</summary>
    /// <param name="time">The time of the poll, on any clock.</param>
    /// <param name="status">The state. A change of the state resets the measurement.</param>
    /// <param name="bytes">The number of downloaded bytes.</param>
    public void Observe(TimeSpan time, string status, long? bytes)
    {
        if (status != _status)
        {
            _samples.Clear();
        }

        if (_lastGrowth is null || status != _status || bytes is null || bytes > (_bytes ?? 0))
        {
            _lastGrowth = time;
        }

        _status = status;
        _bytes = bytes;
        _lastTime = time;
        if (bytes is null || (_samples.Count > 0 && bytes < _samples.Peek().Bytes))
        {
            // Restarted, or unknown.
            _samples.Clear();
        }

        if (bytes is { } arrived)
        {
            _samples.Enqueue((time, arrived));
            while (_samples.Count > 2 && time - _samples.Peek().Time > Window)
            {
                _ = _samples.Dequeue();
            }
        }
    }

    /// <summary>Gets the rate over the last seconds, or <see langword="null"/> before two polls.</summary>
    public double? BytesPerSecond
    {
        get
        {
            if (_samples.Count < 2)
            {
                return null;
            }

            (TimeSpan time, long bytes) = _samples.Peek();
            double seconds = (_lastTime - time).TotalSeconds;
            return seconds > 0 ? (_bytes!.Value - bytes) / seconds : null;
        }
    }

    /// <summary>Returns the time since data was last received.</summary>
    public TimeSpan IdleTime(TimeSpan time) => _lastGrowth is { } growth && time > growth ? time - growth : TimeSpan.Zero;
}
