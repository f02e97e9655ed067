namespace LmStudio.AI;

/// <summary>The list of models, cached for a few seconds: long enough for the lookups of a chat, and short enough to notice loads by others.</summary>
internal sealed class ModelCatalog(LmStudioClient client)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private volatile Snapshot? _snapshot;

    public async ValueTask<IReadOnlyList<LmStudioModel>> GetAsync(CancellationToken cancellationToken)
    {
        // Two concurrent callers each send a request; with a lock, one would depend on the other's cancellation.
        Snapshot? snapshot = _snapshot;
        if (snapshot is null || snapshot.Age.Elapsed > Lifetime)
        {
            IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
            _snapshot = snapshot = new Snapshot(models);
        }

        return snapshot.Models;
    }

    /// <summary>Makes the next lookup request the list again, after a load, unload or download.</summary>
    public void Invalidate() => _snapshot = null;

    /// <summary>Finds the model that an id means: a key, a variant or the id of an instance.</summary>
    public async ValueTask<LmStudioModel?> FindAsync(string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await GetAsync(cancellationToken).ConfigureAwait(false);
        return ModelNames.Find(models, id);
    }

    /// <summary>Returns the id of the one LLM instance that is loaded.</summary>
    /// <exception cref="LmStudioException">None or several are loaded.</exception>
    public async ValueTask<string> GetOnlyLoadedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await GetAsync(cancellationToken).ConfigureAwait(false);
        List<LmStudioModel> llms = [.. models.Where(ModelKind.IsLlm)];
        List<string> loaded = [.. llms.SelectMany(static model => model.LoadedInstances).Select(static instance => instance.Id)];

        if (loaded.Count == 1)
        {
            return loaded[0];
        }

        _snapshot = null;
        string state = loaded.Count > 0 ? $"several are loaded: {string.Join(", ", loaded)}"
            : llms.Count > 0 ? $"none is loaded. Downloaded are: {string.Join(", ", llms.Select(static model => model.Key))}"
            : "none is downloaded";
        throw new LmStudioException(
            LmStudioErrorKind.ModelNotFound,
            $"No model was specified, and of the models of {client.Endpoint.AbsoluteUri.TrimEnd('/')} {state}. Specify the model in the client's constructor or in ChatOptions.ModelId.");
    }

    /// <summary>Returns the id of the only loaded embedding model, or else the key of the only downloaded one.</summary>
    /// <remarks>Downloaded models count, because the server loads them on demand and does not list all instances of embedding models.</remarks>
    /// <exception cref="LmStudioException">There is none, or more than one.</exception>
    public async ValueTask<string> GetOnlyEmbeddingModelAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await GetAsync(cancellationToken).ConfigureAwait(false);
        List<LmStudioModel> embedders = [.. models.Where(ModelKind.IsEmbedding)];
        List<string> loaded = [.. embedders.SelectMany(static model => model.LoadedInstances).Select(static instance => instance.Id)];

        if (loaded.Count == 1)
        {
            return loaded[0];
        }

        if (embedders.Count == 1)
        {
            return embedders[0].Key;
        }

        _snapshot = null;
        string state = loaded.Count > 0 ? $"several are loaded: {string.Join(", ", loaded)}"
            : embedders.Count > 0 ? $"none is loaded and several are downloaded: {string.Join(", ", embedders.Select(static model => model.Key))}"
            : "none is downloaded (LM Studio must list it as an embedding model; one that it lists as an LLM cannot embed)";
        throw new LmStudioException(
            LmStudioErrorKind.ModelNotFound,
            $"No model was specified, and of the embedding models of {client.Endpoint.AbsoluteUri.TrimEnd('/')} {state}. Specify the model in the generator's constructor or in EmbeddingGenerationOptions.ModelId.");
    }

    private sealed class Snapshot(IReadOnlyList<LmStudioModel> models)
    {
        public IReadOnlyList<LmStudioModel> Models { get; } = models;

        public System.Diagnostics.Stopwatch Age { get; } = System.Diagnostics.Stopwatch.StartNew();
    }
}
