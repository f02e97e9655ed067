namespace ChatSample;

/// <summary>The response or command in progress, which Ctrl+C stops.</summary>
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

    /// <summary>Stops the response or command in progress.</summary>
    /// <returns>False if there is nothing to stop, or if stopping was already requested: the program may then exit.</returns>
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
