namespace LmStudio.AI;

/// <summary>A load in progress, and the callers that wait for it.</summary>
internal sealed class PendingLoad(LmStudioClient client, string name, LmStudioModel model, LoadSettings asked)
{
    private readonly TaskCompletionSource<LmStudioLoadedModel> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LmStudioClient Client { get; } = client;

    /// <summary>Gets the model name that the first caller specified.</summary>
    public string Name { get; } = name;

    public LmStudioModel Model { get; } = model;

    public LoadSettings Asked { get; } = asked;

    /// <summary>Gets or sets the number of waiting callers that want a lease.</summary>
    public int Leases { get; set; }

    /// <summary>Gets or sets a value indicating whether a caller without a lease requested the instance.</summary>
    public bool IsKept { get; set; }

    /// <summary>Gets the loaded instance, if the load has completed.</summary>
    public OwnInstance? Instance { get; private set; }

    public Task<LmStudioLoadedModel> Completion => _completion.Task;

    public void Join(bool isLease)
    {
        if (isLease)
        {
            Leases++;
        }
        else
        {
            IsKept = true;
        }
    }

    /// <summary>Creates the instance of the load, shared by all waiting callers.</summary>
    public OwnInstance CreateInstance(LmStudioLoadedModel loaded) => Instance = new OwnInstance(loaded.InstanceId, loaded.ModelKey, Asked, loaded.Config)
    {
        Leases = Leases,
        IsKept = IsKept,
    };

    public void Complete(LmStudioLoadedModel loaded) => _completion.SetResult(loaded);

    public void Fail(Exception exception)
    {
        _completion.SetException(exception);

        // All waiting callers may have given up; then the exception is not observed, which is not an error.
        _ = _completion.Task.Exception;
    }
}
