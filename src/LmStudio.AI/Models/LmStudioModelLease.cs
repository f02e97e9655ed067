namespace LmStudio.AI;

/// <summary>The use of a loaded instance for a while: disposing of the lease unloads the instance, if it was loaded for a lease.</summary>
/// <remarks>
/// An instance that was there before, or that <see cref="LmStudioClientModelExtensions.EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)"/>
/// has handed out meanwhile, stays. Leases of one process share an instance; the last of them unloads it. What other programs do with the
/// instance cannot be seen.
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

    /// <summary>Gets the instance, and how it compares with what was asked for.</summary>
    public LmStudioLoadedModel Model { get; }

    /// <summary>Gets the exact id of the instance: the one to chat with.</summary>
    public string InstanceId => Model.InstanceId;

    /// <summary>
    /// Gets a value indicating whether the instance goes with its leases. It is <see langword="false"/> for an instance that was loaded
    /// already, that somebody in this process keeps, or that is known to be gone.
    /// </summary>
    public bool OwnsInstance => Volatile.Read(ref _isReleased) == 0 && _own is not null && _client.Loads.IsOwned(_own);

    /// <summary>Ends the lease. Does nothing the second time.</summary>
    /// <param name="cancellationToken">Ends the requests. The lease goes on then.</param>
    /// <returns>Whether the instance was unloaded. It was not if it isn't the lease's to unload, another lease has it, or it is gone already.</returns>
    /// <exception cref="LmStudioException">The instance could not be unloaded. The lease goes on then, so that it can be tried again.</exception>
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

    /// <summary>Ends the lease as <see cref="ReleaseAsync"/> does. A server that cannot be reached, or that refuses, is no failure here.</summary>
    /// <returns>A task that is done when the instance is unloaded, where it is to be.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _ = await ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LmStudioException or ObjectDisposedException)
        {
            // Thrown from here, it would hide the exception that the caller is leaving by. ReleaseAsync tells.
        }
    }
}
