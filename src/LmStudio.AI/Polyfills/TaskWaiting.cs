namespace LmStudio.AI;

/// <summary>Waiting that can be cancelled and that follows a clock, on every target framework.</summary>
internal static class TaskWaiting
{
    public static Task DelayAsync(TimeProvider timeProvider, TimeSpan delay, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(delay, timeProvider, cancellationToken);
#else
        timeProvider.Delay(delay, cancellationToken);
#endif

    /// <summary>Waits for a task until the wait is canceled. The task continues.</summary>
    public static Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken) =>
#if NET
        task.WaitAsync(cancellationToken);
#else
        task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
#endif
}
