namespace LmStudio.AI;

/// <summary>A lease on a loaded instance. Disposing it unloads the instance if it was loaded for a lease.</summary>
/// <remarks>
/// An instance that was already loaded, or that <see cref="LmStudioClientModelExtensions.EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)"/>
/// has returned in the meantime, stays loaded. Leases in one process share an instance; the last one unloads it. Use by other programs
/// cannot be detected.
/// </remarks>
public sealed class LmStudioModelLease : IAsyncDisposable
{
    private readonly LmStudioClient _client;
    private readonly OwnInstance? _own;
    private int _isReleased;

    internal LmStudioModelLease(LmStudioClient client, LmStudioLoadedModel model, OwnInstance? own)
    {
        _client = client;
        Model = model;
        _own = own;
    }

    /// <summary>Gets the instance, and how it differs from the requested settings.</summary>
    public LmStudioLoadedModel Model { get; }

    /// <summary>Gets the id of the instance. Use it to chat with the instance.</summary>
    public string InstanceId => Model.InstanceId;

    /// <summary>
    /// Gets a value indicating whether the last lease unloads the instance. It is <see langword="false"/> if the instance was already
    /// loaded, if other code in this process keeps it, or if it is no longer loaded.
    /// </summary>
    public bool OwnsInstance => Volatile.Read(ref _isReleased) == 0 && _own is not null && _client.Loads.IsOwned(_own);

    /// <summary>Ends the lease. Further calls have no effect.</summary>
    /// <param name="cancellationToken">A token that cancels the requests. The lease then remains.</param>
    /// <returns>
    /// <see langword="true"/> if the instance was unloaded; <see langword="false"/> if the lease does not own it, another lease uses it, or it is no longer
    /// loaded.
    /// </returns>
    /// <exception cref="LmStudioException">The instance could not be unloaded. The lease then remains, and the call can be repeated.</exception>
    public async Task<bool> ReleaseAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isReleased, 1) != 0 || _own is null)
        {
            return false;
        }

        try
        {
            return await _client.Loads.ReleaseAsync(_client, _own, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref _isReleased, 0);
            throw;
        }
    }

    /// <summary>Ends the lease like <see cref="ReleaseAsync"/>, but ignores failures of the server.</summary>
    /// <returns>A task that completes when the lease has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _ = await ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LmStudioException or ObjectDisposedException)
        {
            // An exception here would hide the exception of the caller's using block. ReleaseAsync throws it.
        }
    }
}
