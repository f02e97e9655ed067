using System.Collections.Concurrent;

namespace LmStudio.AI;

/// <summary>The models that are being loaded at startup. Requests for them wait: otherwise, LM Studio would load a second instance for the request.</summary>
internal sealed class PendingWarmups
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _pending = new();

    public void Begin(string model) => _ = _pending.TryAdd(model, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Releases the requests that wait for a model, even if it could not be loaded: they then report the error.</summary>
    public void End(string model)
    {
        if (_pending.TryRemove(model, out TaskCompletionSource<bool>? warmup))
        {
            warmup.SetResult(true);
        }
    }

    /// <summary>Gets a value indicating whether no request must wait.</summary>
    public bool IsEmpty => _pending.IsEmpty;

    /// <summary>Waits until a model is no longer being loaded at startup.</summary>
    /// <param name="model">The model's key. If <see langword="null"/>, any loaded model is used, so the method waits for all.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    public async Task WaitForAsync(string? model, CancellationToken cancellationToken)
    {
        foreach (KeyValuePair<string, TaskCompletionSource<bool>> warmup in _pending.Where(warmup => model is null || warmup.Key == model))
        {
            _ = await TaskWaiting.WaitAsync(warmup.Value.Task, cancellationToken).ConfigureAwait(false);
        }
    }
}
