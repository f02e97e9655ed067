namespace LmStudio.AI.Emulator;

/// <summary>Finds the instance that responds on the compatible endpoints, and loads it if necessary.</summary>
internal sealed class CompatModels(ModelStore models, ModelLoader loader, bool justInTimeLoading)
{
    public bool IsDownloaded(string name) => models.FindByAnyName(name) is not null;

    /// <remarks>
    /// If exactly one LLM is loaded, it responds to any unknown model name, as captured; see also
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/619"/>.
    /// </remarks>
    /// <exception cref="WireException">No model has the name, or it cannot be loaded.</exception>
    public async Task<EmulatorInstance> FindOrLoadAsync(string name, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        if (models.FindInstance(name) is { Model.Type: EmulatorModelType.Llm } found)
        {
            return found;
        }

        if (justInTimeLoading && models.FindByAnyName(name) is { Type: EmulatorModelType.Llm } model)
        {
            return await LoadAsync(new(name, model, contextLength: null, timeToLive), cancellationToken).ConfigureAwait(false);
        }

        List<EmulatorInstance> loaded = models.Instances.Where(static instance => instance.Model.Type is EmulatorModelType.Llm).ToList();
        return loaded.Count switch
        {
            1 => models.FindInstance(loaded[0].Id) ?? loaded[0],
            0 when !justInTimeLoading || name.Length is 0 => throw CompatErrors.NoModelsLoaded(),
            _ when name.Length is 0 => throw CompatErrors.MultipleModelsLoaded(),
            _ => throw CompatErrors.ModelNotFound(name, models.Models.FirstOrDefault(static candidate => candidate.Type is EmulatorModelType.Llm)),
        };
    }

    private async Task<EmulatorInstance> LoadAsync(ModelLoading loading, CancellationToken cancellationToken)
    {
        await foreach (NativeEvent happened in loader.LoadForChatAsync(loading, cancellationToken).ConfigureAwait(false))
        {
            if (happened.Failure is { } failure)
            {
                throw failure;
            }
        }

        return loading.Instance!;
    }
}
