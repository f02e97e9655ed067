namespace LmStudio.AI.Emulator;

/// <summary>Finds the embedding model of a request, and loads it if necessary.</summary>
/// <remarks>An embedding model that a request has loaded is not among the loaded instances; so it was captured.</remarks>
internal sealed class EmbeddingModels(ModelStore models, ModelLoader loader, bool justInTimeLoading, TimeProvider timeProvider)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (DateTimeOffset ExpiresAt, TimeSpan TimeToLive)> _loaded = [];

    /// <param name="name">The name of the model.</param>
    /// <param name="timeToLive">
    /// The idle time after which a model that this request loads is unloaded, or null for the default. A model that is already loaded keeps its own.
    /// </param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The model, its name in the response, and its context length in tokens.</returns>
    /// <exception cref="WireException">There is no such embedding model, or it cannot be loaded.</exception>
    public async Task<(EmulatorModel Model, string Id, int ContextLength)> FindOrLoadAsync(string name, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        if (models.FindInstance(name) is { Model.Type: EmulatorModelType.Embedding } instance)
        {
            return (instance.Model, instance.Id, instance.ContextLength);
        }

        if (!justInTimeLoading && models.Instances.Count is 0)
        {
            throw CompatErrors.NoModelsLoaded();
        }

        EmulatorModel? model = models.FindByAnyName(name);
        if (!justInTimeLoading || model is not { Type: EmulatorModelType.Embedding })
        {
            throw CompatErrors.ModelNotFound(name, models.Models.FirstOrDefault(static candidate => candidate.Type is EmulatorModelType.Embedding));
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool isLoaded = _loaded.TryGetValue(model.Key, out (DateTimeOffset ExpiresAt, TimeSpan TimeToLive) loaded) && timeProvider.GetUtcNow() < loaded.ExpiresAt;
            if (!isLoaded)
            {
                await loader.TakeTimeAsync(cancellationToken).ConfigureAwait(false);
                loaded.TimeToLive = timeToLive ?? ModelStore.DefaultTimeToLive;
            }

            _loaded[model.Key] = (timeProvider.GetUtcNow() + loaded.TimeToLive, loaded.TimeToLive);
        }
        finally
        {
            _gate.Release();
        }

        return (model, model.Key, LoadConfig.ForRequest(model, contextLength: null).ContextLength);
    }
}
