namespace ChatSample;

/// <summary>What Ctrl+C stops: the answer or command under way, if there is one.</summary>
internal sealed class Interruption
{
    private volatile CancellationTokenSource? _current;

    /// <summary>Runs something that Ctrl+C stops.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _current = source;
        try
        {
            await action(source.Token);
        }
        finally
        {
            _current = null;
        }
    }

    /// <summary>Stops what is under way.</summary>
    /// <returns>False if there is nothing to stop, or if it was told before and has not stopped yet: then the program itself may end.</returns>
    public bool TryInterrupt()
    {
        CancellationTokenSource? current = _current;
        if (current is null || current.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            current.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }

        return true;
    }
}
