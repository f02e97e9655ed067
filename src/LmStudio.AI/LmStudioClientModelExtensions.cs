namespace LmStudio.AI;

/// <summary>Provides extension methods that download, load and unload models as needed, without affecting instances that other programs use.</summary>
public static class LmStudioClientModelExtensions
{
    /// <summary>Downloads a model unless it is already downloaded, and waits for completion.</summary>
    /// <remarks>
    /// If the download is already in progress, the method waits for it. If LM Studio loses the download, as it does on a restart, it is started once more.
    /// LM Studio's REST API cannot stop or pause a download, so cancellation only ends the wait.
    /// </remarks>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">The id of a model in LM Studio's catalog, or the full address of a model on huggingface.co.</param>
    /// <param name="progress">A provider for progress updates.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">A token that cancels the wait. The download continues.</param>
    /// <returns>The final state of the download: <c>completed</c> or <c>already_downloaded</c>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="model"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty, or a time in the options is invalid.</exception>
    /// <exception cref="LmStudioException">
    /// The download failed (<see cref="LmStudioErrorKind.DownloadFailed"/>), is paused (<see cref="LmStudioErrorKind.DownloadPaused"/>), has stalled
    /// (<see cref="LmStudioErrorKind.DownloadStalled"/>) or was lost twice (<see cref="LmStudioErrorKind.DownloadNotFound"/>), or a request failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled. The message says that the download continues.</exception>
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

    /// <summary>Loads a model with the server's settings unless an instance of it is already loaded.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">The model's key, its selected variant or the id of an instance.</param>
    /// <param name="cancellationToken">A token that cancels the wait. A load that has started continues.</param>
    /// <returns>The instance. It stays loaded.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/remarks" />
    public static Task<LmStudioLoadedModel> EnsureModelLoadedAsync(this LmStudioClient client, string model, CancellationToken cancellationToken = default) =>
        EnsureModelLoadedAsync(client, new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) }, cancellationToken);

    /// <summary>Returns a loaded instance of a model that meets the request, and loads one if there is none.</summary>
    /// <remarks>
    /// <para>
    /// An instance meets the request if its context length and number of parallel requests are at least the requested ones and its other requested settings
    /// are equal. An instance with the model's maximum context length meets requests for any longer one.
    /// </para>
    /// <para>
    /// LM Studio may apply settings other than the requested ones. This is not an error: check <see cref="LmStudioLoadedModel.MeetsRequest"/> and
    /// <see cref="LmStudioLoadedModel.Differences"/>. Repeating the request returns the same instance.
    /// </para>
    /// <para>
    /// Concurrent calls for the same model in a process share one load, across all clients of an endpoint or, for clients with an injected
    /// <see cref="HttpClient"/>, across those with the same one. Loads by other processes cannot be detected until they complete:
    /// see <see cref="LmStudioLoadedModel.OtherInstances"/>.
    /// </para>
    /// </remarks>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="request">The model's key, its selected variant or the id of an instance, and the required settings.</param>
    /// <param name="cancellationToken">A token that cancels the wait. A load that has started continues.</param>
    /// <returns>The instance. It stays loaded.</returns>
    /// <exception cref="ArgumentNullException">An argument or the request's model is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request's model is empty.</exception>
    /// <exception cref="LmStudioException">
    /// The model is not downloaded (<see cref="LmStudioErrorKind.ModelNotFound"/>), is a variant that the REST API does not load
    /// (<see cref="LmStudioErrorKind.InvalidRequest"/>) or cannot be loaded (<see cref="LmStudioErrorKind.ModelLoadFailed"/>), or a request failed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled. The message says whether a load continues.</exception>
    public static async Task<LmStudioLoadedModel> EnsureModelLoadedAsync(this LmStudioClient client, LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        (string model, LoadSettings asked) = Read(client, request);
        return (await client.Loads.EnsureAsync(client, model, asked, isLease: false, cancellationToken).ConfigureAwait(false)).Loaded;
    }

    /// <summary>Loads a model with the server's settings unless an instance of it is already loaded, and keeps it until the lease is disposed.</summary>
    /// <param name="client">The client that sends the requests. It must outlive the lease.</param>
    /// <param name="model">The model's key, its selected variant or the id of an instance.</param>
    /// <param name="cancellationToken">A token that cancels the wait. A load that has started continues, and its instance is unloaded afterwards.</param>
    /// <returns>The lease. Dispose it with <c>await using</c>.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    public static Task<LmStudioModelLease> LeaseModelAsync(this LmStudioClient client, string model, CancellationToken cancellationToken = default) =>
        LeaseModelAsync(client, new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) }, cancellationToken);

    /// <summary>
    /// Loads a model like <see cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)"/>, and keeps it until the lease is disposed.
    /// </summary>
    /// <param name="client">The client that sends the requests. It must outlive the lease.</param>
    /// <param name="request">The model's key, its selected variant or the id of an instance, and the required settings.</param>
    /// <param name="cancellationToken">A token that cancels the wait. A load that has started continues, and its instance is unloaded afterwards.</param>
    /// <returns>The lease. Disposing it does not unload an instance that was already loaded.</returns>
    /// <inheritdoc cref="EnsureModelLoadedAsync(LmStudioClient, LmStudioLoadRequest, CancellationToken)" path="/exception" />
    public static async Task<LmStudioModelLease> LeaseModelAsync(this LmStudioClient client, LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        (string model, LoadSettings asked) = Read(client, request);
        (LmStudioLoadedModel loaded, OwnInstance? own) = await client.Loads.EnsureAsync(client, model, asked, isLease: true, cancellationToken).ConfigureAwait(false);
        return new LmStudioModelLease(client, loaded, own);
    }

    /// <summary>Unloads an instance if it is loaded.</summary>
    /// <remarks>
    /// Prefer this method to <see cref="LmStudioClient.UnloadModelAsync"/>. Given the id of an instance that is no longer loaded, the server may unload another
    /// instance of the model, so this method checks the list of instances first.
    /// </remarks>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="instanceId">The exact id of the instance.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    /// <returns><see langword="true"/> if the instance was unloaded; <see langword="false"/> if it was not loaded.</returns>
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
