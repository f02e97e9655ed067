namespace LmStudio.AI.Emulator;

/// <summary>Finds the embedding model a request names, and loads it when need be.</summary>
/// <remarks>An embedding model that a request has loaded is not among the loaded instances; so it was captured.</remarks>
internal sealed class EmbeddingModels(ModelStore models, ModelLoader loader, bool justInTimeLoading)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<string> _loaded = [];

    /// <returns>The model, the name the reply has for it, and the length of its context in tokens.</returns>
    /// <exception cref="WireException">There is no such embedding model, or it can't be loaded.</exception>
    public async Task<(EmulatorModel Model, string Id, int ContextLength)> FindOrLoadAsync(string name, CancellationToken cancellationToken)
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
            if (!_loaded.Contains(model.Key))
            {
                await loader.TakeTimeAsync(cancellationToken).ConfigureAwait(false);
                _loaded.Add(model.Key);
            }
        }
        finally
        {
            _gate.Release();
        }

        return (model, model.Key, LoadConfig.ForRequest(model, contextLength: null).ContextLength);
    }
}
