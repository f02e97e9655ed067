namespace LmStudio.AI;

/// <summary>Unloads an instance and no other.</summary>
internal static class InstanceUnloader
{
    /// <summary>Unloads an instance if the server lists its exact id.</summary>
    /// <remarks>
    /// LM Studio treats an unknown id as a model's key and unloads the first instance of the model, so an id that is no longer loaded must not be sent.
    /// </remarks>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="instanceId">The exact id.</param>
    /// <param name="isMeant">Returns whether the listed instance is the one that the caller means.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    /// <returns>Whether the instance was loaded.</returns>
    public static async Task<bool> UnloadAsync(LmStudioClient client, string instanceId, Func<LmStudioModelInstance, bool> isMeant, CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        LmStudioModelInstance? instance = models.SelectMany(static model => model.LoadedInstances).FirstOrDefault(instance => instance.Id == instanceId);
        if (instance is null || !isMeant(instance))
        {
            return false;
        }

        string unloaded;
        try
        {
            unloaded = await client.UnloadModelAsync(instanceId, cancellationToken).ConfigureAwait(false);
        }
        catch (LmStudioException exception) when (exception.Kind == LmStudioErrorKind.ModelNotFound)
        {
            return false;
        }
        finally
        {
            client.Models.Invalidate();
        }

        return unloaded == instanceId
            ? true
            : throw new LmStudioException(
                LmStudioErrorKind.Unknown,
                $"'{instanceId}' was unloaded by another program at the same time, and LM Studio unloaded '{unloaded}' instead. Load '{unloaded}' again if it is needed.");
    }
}
