namespace LmStudio.AI;

/// <summary>Loads and unloads the models of a server for all callers in this process, so that no model is loaded twice and no instance in use is unloaded.</summary>
/// <remarks>
/// LM Studio's load is not idempotent: each one creates another instance. So only one caller at a time checks the loaded instances, and a load in
/// progress is shared. The load continues when its callers cancel: LM Studio cannot stop it, and closing the connection would only hide it
/// from the next caller, which would load another instance.
/// </remarks>
internal sealed class ModelLoads
{
    /// <summary>Held while a caller checks the loaded instances and decides what to do; not during a load.</summary>
    private readonly SemaphoreSlim _deciding = new(1, 1);

    private readonly LoadRegistry _registry = new();

    /// <summary>Returns an instance that meets the request, and loads one if there is none.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="name">The model's key, its selected variant or the id of an instance.</param>
    /// <param name="asked">The settings.</param>
    /// <param name="isLease">Whether the caller has a lease.</param>
    /// <param name="cancellationToken">Ends the waiting, not a load.</param>
    /// <returns>The instance and, if this process loaded it, its entry.</returns>
    public async Task<(LmStudioLoadedModel Loaded, OwnInstance? Own)> EnsureAsync(
        LmStudioClient client, string name, LoadSettings asked, bool isLease, CancellationToken cancellationToken)
    {
        while (true)
        {
            PendingLoad? joined = _registry.TryJoin(name, asked, isLease);
            PendingLoad? begun = null;
            if (joined is null)
            {
                await _deciding.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    // While this call waited, another one may have started an equivalent load.
                    joined = _registry.TryJoin(name, asked, isLease);
                    if (joined is null)
                    {
                        int completed = _registry.Completed;
                        IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
                        LmStudioModel model = ModelNames.FindToLoad(models, name, client.Endpoint);
                        (LmStudioModelInstance? instance, OwnInstance? own) = _registry.TryReuse(model, name, asked, isLease);
                        if (instance is not null)
                        {
                            return (Describe(model, instance, asked), own);
                        }

                        PendingLoad load = new(client, name, model, asked);
                        begun = _registry.GetOrBegin(load, completed, isLease);
                        if (begun == load)
                        {
                            joined = load;
                            _ = LoadAsync(load);
                        }
                    }
                }
                finally
                {
                    _ = _deciding.Release();
                }
            }

            if (joined is null)
            {
                // The model is being loaded with other settings. The result may meet this request, so check again.
                await WaitForOtherAsync(begun, cancellationToken).ConfigureAwait(false);
                continue;
            }

            try
            {
                LmStudioLoadedModel loaded = await TaskWaiting.WaitAsync(joined.Completion, cancellationToken).ConfigureAwait(false);
                return (joined == begun ? loaded : loaded.AsReused(), joined.Instance);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Leave(joined, isLease);
                throw new OperationCanceledException(
                    isLease
                        ? $"No longer waiting for '{name}' to load. LM Studio continues to load it, and it is then unloaded unless other code in this process requested it."
                        : $"No longer waiting for '{name}' to load. LM Studio continues to load it; request it again to wait for the same load.",
                    cancellationToken);
            }
            catch (Exception) when (joined.Client != client)
            {
                // The other client may have been disposed of, or have no permission. This one tries for itself.
            }
        }
    }

    /// <summary>Ends a lease, and unloads the instance if it is not used otherwise in this process.</summary>
    /// <returns>Whether it was unloaded.</returns>
    public async Task<bool> ReleaseAsync(LmStudioClient client, OwnInstance own, CancellationToken cancellationToken)
    {
        await _deciding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool unloaded = _registry.IsLast(own)
                && await InstanceUnloader.UnloadAsync(client, own.Id, own.CanBe, cancellationToken).ConfigureAwait(false);
            _registry.GiveBack(own);
            return unloaded;
        }
        finally
        {
            _ = _deciding.Release();
        }
    }

    /// <summary>Unloads exactly the instance with an id.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> UnloadAsync(LmStudioClient client, string instanceId, CancellationToken cancellationToken)
    {
        await _deciding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool unloaded = await InstanceUnloader.UnloadAsync(client, instanceId, static _ => true, cancellationToken).ConfigureAwait(false);
            _registry.Forget(instanceId);
            return unloaded;
        }
        finally
        {
            _ = _deciding.Release();
        }
    }

    /// <summary>Returns whether an instance is unloaded when all of its leases have ended.</summary>
    public bool IsOwned(OwnInstance own) => _registry.IsOwned(own);

    private async Task LoadAsync(PendingLoad load)
    {
        LmStudioLoadedModel loaded;
        OwnInstance own;
        bool isUnwanted;
        try
        {
            LmStudioLoadResult result = await load.Client.LoadModelAsync(load.Asked.ToRequest(load.Model.Key), CancellationToken.None).ConfigureAwait(false);
            LmStudioModel? listed = await ReadBackAsync(load).ConfigureAwait(false);
            LmStudioLoadConfig? config = result.LoadConfig ?? listed?.LoadedInstances.FirstOrDefault(instance => instance.Id == result.InstanceId)?.Config;
            loaded = new LmStudioLoadedModel(load.Model.Key, result.InstanceId, isNewlyLoaded: true, config, ModelFit.Compare(load.Asked, config))
            {
                OtherInstances = OthersThan(result.InstanceId, listed ?? load.Model),
                LoadTime = result.LoadTimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            };
            (own, isUnwanted) = _registry.Complete(load, loaded);
        }
        catch (Exception exception)
        {
            _registry.Fail(load);
            load.Fail(exception);
            return;
        }

        if (isUnwanted)
        {
            await ReleaseQuietlyAsync(load.Client, own).ConfigureAwait(false);
        }

        load.Complete(loaded);
    }

    /// <summary>
    /// Requests the loaded instances: another program may have loaded the same model at the same time, and not every server returns the applied settings.
    /// </summary>
    private static async Task<LmStudioModel?> ReadBackAsync(PendingLoad load)
    {
        load.Client.Models.Invalidate();
        try
        {
            IReadOnlyList<LmStudioModel> models = await load.Client.ListModelsAsync(CancellationToken.None).ConfigureAwait(false);
            return models.FirstOrDefault(model => model.Key == load.Model.Key);
        }
        catch (LmStudioException)
        {
            // The instance is loaded nevertheless, and its id is known.
            return null;
        }
    }

    private static async Task WaitForOtherAsync(PendingLoad? load, CancellationToken cancellationToken)
    {
        try
        {
            if (load is not null)
            {
                _ = await TaskWaiting.WaitAsync(load.Completion, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // This call did not request that load, so its failure does not affect this call.
        }
    }

    private void Leave(PendingLoad load, bool isLease)
    {
        if (isLease && _registry.Leave(load) is { } own)
        {
            _ = ReleaseQuietlyAsync(load.Client, own);
        }
    }

    private async Task ReleaseQuietlyAsync(LmStudioClient client, OwnInstance own)
    {
        try
        {
            _ = await ReleaseAsync(client, own, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LmStudioException or ObjectDisposedException)
        {
            // No caller waits for it any more.
            ModelLog.NotReleased(client.ModelLogger, own.Id, TelemetryTag.ErrorTypeOf(exception));
        }
    }

    private static LmStudioLoadedModel Describe(LmStudioModel model, LmStudioModelInstance instance, LoadSettings asked) =>
        new(model.Key, instance.Id, isNewlyLoaded: false, instance.Config, ModelFit.Compare(asked, instance.Config))
        {
            OtherInstances = OthersThan(instance.Id, model),
            TimeToLive = instance.TimeToLive,
        };

    private static List<string> OthersThan(string instanceId, LmStudioModel model) =>
        [.. model.LoadedInstances.Select(static instance => instance.Id).Where(id => id != instanceId)];
}
