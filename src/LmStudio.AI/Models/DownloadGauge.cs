namespace LmStudio.AI;

/// <summary>Measures a download by what has arrived at which time: the rate, and how long nothing has.</summary>
internal sealed class DownloadGauge
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly Queue<(TimeSpan Time, long Bytes)> _samples = new();
    private TimeSpan? _lastGrowth;
    private long? _bytes;
    private TimeSpan _lastTime;
    private string? _status;

    /// <summary>Takes a look into account.</summary>
    /// <param name="time">The time of the look, on any clock.</param>
    /// <param name="status">The state. Another one than before starts the measuring anew.</param>
    /// <param name="bytes">What has arrived.</param>
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
            // Begun again, or unknown.
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

    /// <summary>Gets the rate over the last seconds, or <see langword="null"/> before two looks.</summary>
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

    /// <summary>Returns for how long nothing has arrived.</summary>
    public TimeSpan IdleTime(TimeSpan time) => _lastGrowth is { } growth && time > growth ? time - growth : TimeSpan.Zero;
}
