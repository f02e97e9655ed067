using Microsoft.Extensions.Time.Testing;

namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>A clock that stands still until it is advanced, and tells when somebody begins to wait.</summary>
internal sealed class AnnouncingTimeProvider : FakeTimeProvider
{
    private readonly TaskCompletionSource<TimeSpan> _timerCreated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the time that is waited for.</summary>
    public Task<TimeSpan> TimerCreated => _timerCreated.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _timerCreated.TrySetResult(dueTime);
        return timer;
    }
}
