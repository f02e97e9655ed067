namespace LmStudio.AI;

/// <summary>The tools that load and unload: <c>load_model</c>, <c>unload_model</c> and <c>unload_other_model</c>.</summary>
internal sealed class LoadTools
{
    private readonly ModelToolScope _scope;

    public LoadTools(ModelToolScope scope)
    {
        _scope = scope;
        Load = new ModelTool(
            "load_model",
            "Makes sure that a downloaded model is loaded into memory, and returns the instance to use. An instance that is already loaded is reused if it meets the request. "
            + "Loading takes seconds to minutes and much memory.",
            ModelToolSchema.Create(
                new ModelToolParameter("model", "string", "The exact model key from list_models.") { IsRequired = true, Values = scope.Allowed },
                new ModelToolParameter("context_length", "integer", "The required context length, in tokens. Omit it for the server's default; a large one takes much memory.")),
            LoadAsync);

        const string Parameter = "The exact instance id, from load_model or from loaded_instances of list_models. It is not always the model key.";
        ModelToolParameter instance = new("instance", "string", Parameter) { IsRequired = true };
        UnloadOwn = new ModelTool(
            "unload_model",
            "Unloads an instance that you have loaded with load_model, to free its memory. It does not delete the model.",
            ModelToolSchema.Create(instance),
            (arguments, cancellationToken) => UnloadAsync(arguments, others: false, cancellationToken));
        UnloadOther = new ModelTool(
            "unload_other_model",
            "Unloads an instance that a person or another program loaded and may be using right now. Do this only if you are asked to, or if there is no other way to free memory. "
            + "For an instance that you have loaded use unload_model.",
            ModelToolSchema.Create(instance),
            (arguments, cancellationToken) => UnloadAsync(arguments, others: true, cancellationToken));
        UnloadAny = new ModelTool(
            "unload_model",
            "Unloads an instance of a model to free its memory. It does not delete the model. Others may be using an instance that you have not loaded.",
            ModelToolSchema.Create(instance),
            (arguments, cancellationToken) => UnloadAsync(arguments, others: true, cancellationToken));
    }

    public ModelTool Load { get; }

    /// <summary>Gets the tool for instances that these tools loaded.</summary>
    public ModelTool UnloadOwn { get; }

    /// <summary>Gets the tool for other instances, in addition to <see cref="UnloadOwn"/>.</summary>
    public ModelTool UnloadOther { get; }

    /// <summary>Gets the tool for all instances.</summary>
    public ModelTool UnloadAny { get; }

    private async Task<string> LoadAsync(ModelToolArguments arguments, CancellationToken cancellationToken)
    {
        LmStudioLoadRequest request = new() { Model = arguments.GetRequired("model"), ContextLength = arguments.GetPositiveInteger("context_length") };
        if (_scope.Allowed is not null)
        {
            // The limit applies to models, regardless of the name used for them.
            IReadOnlyList<LmStudioModel> models = await _scope.Client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
            _scope.RequireAllowed(ModelNames.FindToLoad(models, request.Model, _scope.Client.Endpoint).Key);
        }

        LmStudioModelLease lease = await _scope.Client.LeaseModelAsync(request, cancellationToken).ConfigureAwait(false);
        await _scope.KeepAsync(lease).ConfigureAwait(false);
        LmStudioLoadedModel loaded = lease.Model;
        return new ModelToolResult()
            .Add("instance", loaded.InstanceId)
            .Add("status", loaded.IsNewlyLoaded ? "loaded" : "was_loaded_already")
            .Add("context_length", loaded.Config?.ContextLength)
            .Add("seconds", loaded.LoadTime is { } time ? (long)Math.Round(time.TotalSeconds) : null)
            .Add("differences", loaded.Differences.Select(static difference => difference.ToString()))
            .Add("other_instances", loaded.OtherInstances)
            .Add("warning", loaded.MeetsRequest ? null : "The server did not apply the requested settings. Loading again would not change that.")
            .ToJson();
    }

    private async Task<string> UnloadAsync(ModelToolArguments arguments, bool others, CancellationToken cancellationToken)
    {
        string instanceId = arguments.GetRequired("instance");
        IReadOnlyList<LmStudioModel> models = await _scope.Client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        LmStudioModel? model = models.FirstOrDefault(model => model.LoadedInstances.Any(instance => instance.Id == instanceId));
        if (model is null)
        {
            _scope.Forget(instanceId);
            string loaded = string.Join(", ", models.SelectMany(static model => model.LoadedInstances).Select(static instance => instance.Id));
            throw new ModelToolException($"No instance '{instanceId}' is loaded, so there is nothing to unload. Loaded are: {(loaded.Length > 0 ? loaded : "none")}.");
        }

        _scope.RequireAllowed(model.Key);
        bool unloaded;
        if (_scope.FindOwn(instanceId) is { } own)
        {
            unloaded = await own.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            _scope.Forget(instanceId);
            return unloaded
                ? new ModelToolResult().Add("unloaded", instanceId).ToJson()
                : new ModelToolResult().Add("not_unloaded", instanceId).Add("note", "Another part of this program uses it, so it stays loaded.").ToJson();
        }

        if (!others)
        {
            throw new ModelToolException($"'{instanceId}' was not loaded by you, or others use it too, so unload_model does not unload it.");
        }

        unloaded = await _scope.Client.EnsureInstanceUnloadedAsync(instanceId, cancellationToken).ConfigureAwait(false);
        _scope.Forget(instanceId);
        return unloaded
            ? new ModelToolResult().Add("unloaded", instanceId).ToJson()
            : new ModelToolResult().Add("not_unloaded", instanceId).Add("note", "It is no longer loaded.").ToJson();
    }
}
