using System.Collections.Concurrent;

namespace LmStudio.AI;

/// <summary>The models that are being loaded ahead. A request for one waits: else LM Studio would load the model for the request as well, in a second instance.</summary>
internal sealed class PendingWarmups
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _pending = new();

    public void Begin(string model) => _ = _pending.TryAdd(model, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Lets requests for a model go on, whether it is loaded or not: they say themselves what is wrong.</summary>
    public void End(string model)
    {
        if (_pending.TryRemove(model, out TaskCompletionSource<bool>? warmup))
        {
            warmup.SetResult(true);
        }
    }

    /// <summary>Gets whether no request has to wait.</summary>
    public bool IsEmpty => _pending.IsEmpty;

    /// <summary>Waits until a model is no longer being loaded ahead.</summary>
    /// <param name="model">The model's key. <see langword="null"/> is whichever is loaded, so it waits for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task WaitForAsync(string? model, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<string, TaskCompletionSource<bool>> warmup in _pending.Where(warmup => model is null || warmup.Key == model))
        {
            _ = await TaskWaiting.WaitAsync(warmup.Value.Task, cancellationToken).ConfigureAwait(false);
        }
    }
}
