namespace LmStudio.AI;

/// <summary>A load in progress, and the callers that wait for it.</summary>
internal sealed class PendingLoad(LmStudioClient client, string name, LmStudioModel model, LoadSettings asked)
{
    private readonly TaskCompletionSource<LmStudioLoadedModel> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LmStudioClient Client { get; } = client;

    /// <summary>Gets the name by which the first caller asked for the model.</summary>
    public string Name { get; } = name;

    public LmStudioModel Model { get; } = model;

    public LoadSettings Asked { get; } = asked;

    /// <summary>Gets or sets how many of those who wait want a lease.</summary>
    public int Leases { get; set; }

    /// <summary>Gets or sets a value indicating whether a caller without a lease requested the instance.</summary>
    public bool IsKept { get; set; }

    /// <summary>Gets the loaded instance, once there is one.</summary>
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

    /// <summary>Makes the instance of the load, shared by all who wait for it.</summary>
    public OwnInstance CreateInstance(LmStudioLoadedModel loaded) => Instance = new OwnInstance(loaded.InstanceId, loaded.ModelKey, Asked, loaded.Config)
    {
        Leases = Leases,
        IsKept = IsKept,
    };

    public void Complete(LmStudioLoadedModel loaded) => _completion.SetResult(loaded);

    public void Fail(Exception exception)
    {
        _completion.SetException(exception);

        // Those who waited may all have given up; then nobody looks at it, which is no mistake.
        _ = _completion.Task.Exception;
    }
}
