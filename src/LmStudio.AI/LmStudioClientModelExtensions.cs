namespace LmStudio.AI;

/// <summary>Manages the models of a server: has them downloaded and loaded, without doing twice what is done or undoing what others did.</summary>
public static class LmStudioClientModelExtensions
{
    /// <summary>Has a model downloaded and waits until it is there.</summary>
    /// <remarks>
    /// A download that runs already is joined, and a model that is there already is a success. If LM Studio loses the download, as it does when it restarts, it is
    /// asked for it once more. LM Studio cannot stop or pause a download for a program, so cancelling only ends the waiting.
    /// </remarks>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The id of a model of LM Studio's catalog, or the full address of one on huggingface.co.</param>
    /// <param name="progress">Hears of each look at the download.</param>
    /// <param name="options">What to get and how to wait. <see langword="null"/> takes the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting. The download goes on.</param>
    /// <returns>The last state: <c>completed</c>, or <c>already_downloaded</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="model"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or the options have a time that is none.</exception>
    /// <exception cref="LmStudioException">
    /// The download has failed (<see cref="LmStudioErrorKind.DownloadFailed"/>), stays paused (<see cref="LmStudioErrorKind.DownloadPaused"/>), grows no more
    /// (<see cref="LmStudioErrorKind.DownloadStalled"/>) or was lost twice (<see cref="LmStudioErrorKind.DownloadNotFound"/>), or a request failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled. The message says that the download goes on.</exception>
    public static Task<LmStudioDownload> EnsureModelDownloadedAsync(
        this LmStudioClient client,
        string model,
        IProgress<LmStudioDownloadProgress>? progress = null,
        LmStudioDownloadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        _ = Throw.IfNull(client);
        _ = Throw.IfNullOrWhiteSpace(model);
        options ??= new LmStudioDownloadOptions();
        if (options.PollInterval <= TimeSpan.Zero || (options.StallTimeout <= TimeSpan.Zero && options.StallTimeout != Timeout.InfiniteTimeSpan))
        {
            throw new ArgumentException("PollInterval and StallTimeout must be more than zero; only StallTimeout can be infinite.", nameof(options));
        }

        return new DownloadWatcher(client, model, progress, options).RunAsync(cancellationToken);
    }

    /// <summary>Has a model loaded, with the server's settings where nothing of it is loaded yet.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The model's key, its selected variant or the id of an instance.</param>
    /// <param name="cancellationToken">Ends the waiting. A load that has begun goes on.</param>
    /// <returns>The instance. It stays loaded.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/remarks" />
    public static Task<LmStudioLoadedModel> EnsureModelLoadedAsync(this LmStudioClient client, string model, CancellationToken cancellationToken = default) =>
        EnsureModelLoadedAsync(client, new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) }, cancellationToken);

    /// <summary>Has a model loaded: takes an instance that does what is asked for, whoever loaded it, and loads one if there is none.</summary>
    /// <remarks>
    /// <para>
    /// An instance does if its context and its parallel requests are at least those asked for and its other settings the same; what is not asked for
    /// doesn't matter. An instance with the model's longest context does for any longer one.
    /// </para>
    /// <para>
    /// LM Studio may apply other settings than asked for. That is no failure: look at <see cref="LmStudioLoadedModel.MeetsRequest"/> and
    /// <see cref="LmStudioLoadedModel.Differences"/>. Who asks for the same again gets the same instance, not another that would be adjusted the same way.
    /// </para>
    /// <para>
    /// Calls for one model in one process wait for each other, so that they make one instance. They do so across the clients of an endpoint, and
    /// across clients with an <see cref="HttpClient"/> of the caller's where they have the same one. Other processes cannot be seen before their instance is
    /// loaded: <see cref="LmStudioLoadedModel.OtherInstances"/> tells afterwards.
    /// </para>
    /// </remarks>
    /// <param name="client">Sends the requests.</param>
    /// <param name="request">The model's key, its selected variant or the id of an instance, and the settings that matter.</param>
    /// <param name="cancellationToken">Ends the waiting. A load that has begun goes on.</param>
    /// <returns>The instance. It stays loaded.</returns>
    /// <exception cref="ArgumentNullException">An argument or the request's model is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request's model is empty.</exception>
    /// <exception cref="LmStudioException">
    /// The model is not downloaded (<see cref="LmStudioErrorKind.ModelNotFound"/>), is a variant that the REST API does not load
    /// (<see cref="LmStudioErrorKind.InvalidRequest"/>) or cannot be loaded (<see cref="LmStudioErrorKind.ModelLoadFailed"/>), or a request failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled. The message says whether a load goes on.</exception>
    public static async Task<LmStudioLoadedModel> EnsureModelLoadedAsync(this LmStudioClient client, LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        (string model, LoadSettings asked) = Read(client, request);
        return (await client.Loads.EnsureAsync(client, model, asked, isLease: false, cancellationToken).ConfigureAwait(false)).Loaded;
    }

    /// <summary>Has a model loaded, with the server's settings where nothing of it is loaded yet, until the lease is disposed of.</summary>
    /// <param name="client">Sends the requests. It must outlive the lease.</param>
    /// <param name="model">The model's key, its selected variant or the id of an instance.</param>
    /// <param name="cancellationToken">Ends the waiting. A load that has begun goes on, and what it loads is unloaded then.</param>
    /// <returns>The lease, to be disposed of with <c>await using</c>.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    public static Task<LmStudioModelLease> LeaseModelAsync(this LmStudioClient client, string model, CancellationToken cancellationToken = default) =>
        LeaseModelAsync(client, new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) }, cancellationToken);

    /// <summary>
    /// Has a model loaded as <see cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)"/> does, until the lease is disposed of.
    /// </summary>
    /// <param name="client">Sends the requests. It must outlive the lease.</param>
    /// <param name="request">The model's key, its selected variant or the id of an instance, and the settings that matter.</param>
    /// <param name="cancellationToken">Ends the waiting. A load that has begun goes on, and what it loads is unloaded then.</param>
    /// <returns>The lease, to be disposed of with <c>await using</c>. It unloads nothing that was there before.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    public static async Task<LmStudioModelLease> LeaseModelAsync(this LmStudioClient client, LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        (string model, LoadSettings asked) = Read(client, request);
        (LmStudioLoadedModel loaded, OwnInstance? own) = await client.Loads.EnsureAsync(client, model, asked, isLease: true, cancellationToken).ConfigureAwait(false);
        return new LmStudioModelLease(client, loaded, own);
    }

    /// <summary>Unloads exactly one instance, whoever loaded it. That it isn't loaded is no failure.</summary>
    /// <remarks>
    /// Prefer it to <see cref="LmStudioClient.UnloadModelAsync"/>: for an id that is gone, the server may unload another instance of the model instead,
    /// so the list is looked at first.
    /// </remarks>
    /// <param name="client">Sends the requests.</param>
    /// <param name="instanceId">The exact id of the instance.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns><see langword="true"/> if it was unloaded, <see langword="false"/> if no instance of this id is loaded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="instanceId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is empty.</exception>
    /// <exception cref="LmStudioException">A request failed.</exception>
    public static Task<bool> EnsureInstanceUnloadedAsync(this LmStudioClient client, string instanceId, CancellationToken cancellationToken = default)
    {
        _ = Throw.IfNull(client);
        return client.Loads.UnloadAsync(client, Throw.IfNullOrWhiteSpace(instanceId), cancellationToken);
    }

    private static (string Model, LoadSettings Asked) Read(LmStudioClient client, LmStudioLoadRequest request)
    {
        _ = Throw.IfNull(client);
        _ = Throw.IfNull(request);
        return (Throw.IfNullOrWhiteSpace(request.Model, "request.Model"), LoadSettings.From(request));
    }
}
