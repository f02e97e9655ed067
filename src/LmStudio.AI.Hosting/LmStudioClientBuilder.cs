using LmStudio.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A builder that registers services based on a registered <see cref="LmStudioClient"/>, with its service key if it has one.</summary>
public sealed class LmStudioClientBuilder
{
    private static readonly TimeSpan DefaultHealthTimeout = TimeSpan.FromSeconds(5);

    private readonly Func<IServiceProvider, LmStudioClientSource> _getSource;

    internal LmStudioClientBuilder(IServiceCollection services, string? serviceKey, IHttpClientBuilder httpClient, Func<IServiceProvider, LmStudioClientSource> getSource)
    {
        Services = services;
        ServiceKey = serviceKey;
        HttpClient = httpClient;
        _getSource = getSource;
    }

    /// <summary>Gets the service collection.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the service key, or <see langword="null"/> if there is none.</summary>
    public string? ServiceKey { get; }

    /// <summary>Gets the builder of the <see cref="System.Net.Http.HttpClient"/>, for handlers, resilience and service discovery.</summary>
    /// <remarks>
    /// The HTTP client has no timeout and never logs the <c>Authorization</c> header. It does not follow redirects unless its primary handler is replaced. Resilience handlers
    /// that <c>ConfigureHttpClientDefaults</c> adds to all clients are removed; those added here are kept. A handler with a timeout must allow for the minutes that loading
    /// a model takes, and a handler that retries a request repeats the generation.
    /// </remarks>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Registers a singleton <see cref="IChatClient"/> with the client's service key.</summary>
    /// <param name="model">The default model. If <see langword="null"/>, <see cref="LmStudioClientOptions.Model"/> is used, or else the only loaded LLM.</param>
    /// <param name="configure">A callback that configures the options. It runs once.</param>
    /// <returns>A builder for adding middleware, for example <c>.UseFunctionInvocation().UseOpenTelemetry()</c>. The first middleware added is the outermost.</returns>
    public ChatClientBuilder AddChatClient(string? model = null, Action<LmStudioChatClientOptions>? configure = null) =>
        AddChatClient(ServiceKey, model, configure, nameof(AddChatClient));

    /// <summary>Registers a singleton <see cref="IChatClient"/> with its own service key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The default model. If <see langword="null"/>, <see cref="LmStudioClientOptions.Model"/> is used, or else the only loaded LLM.</param>
    /// <param name="configure">A callback that configures the options. It runs once.</param>
    /// <returns>A builder for adding middleware, for example <c>.UseFunctionInvocation().UseOpenTelemetry()</c>. The first middleware added is the outermost.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public ChatClientBuilder AddKeyedChatClient(string serviceKey, string? model = null, Action<LmStudioChatClientOptions>? configure = null) =>
        AddChatClient(Throw.IfNullOrWhiteSpace(serviceKey), model, configure, nameof(AddKeyedChatClient));

    /// <summary>Registers a singleton <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> with the client's service key.</summary>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="configure">A callback that configures the options. It runs once.</param>
    /// <returns>A builder for adding middleware, for example <c>.UseDistributedCache().UseOpenTelemetry()</c>. The first middleware added is the outermost.</returns>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(string? model = null, Action<LmStudioEmbeddingGeneratorOptions>? configure = null) =>
        AddEmbeddingGenerator(ServiceKey, model, configure, nameof(AddEmbeddingGenerator));

    /// <summary>Registers a singleton <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> with its own service key.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="configure">A callback that configures the options. It runs once.</param>
    /// <returns>A builder for adding middleware, for example <c>.UseDistributedCache().UseOpenTelemetry()</c>. The first middleware added is the outermost.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddKeyedEmbeddingGenerator(
        string serviceKey, string? model = null, Action<LmStudioEmbeddingGeneratorOptions>? configure = null) =>
        AddEmbeddingGenerator(Throw.IfNullOrWhiteSpace(serviceKey), model, configure, nameof(AddKeyedEmbeddingGenerator));

    /// <summary>Loads models with the server's settings when the host starts, unless they are already loaded.</summary>
    /// <remarks>
    /// A hosted service loads the models one after the other without delaying the start of the host. Requests of the host's <see cref="IChatClient"/> and
    /// embedding generator wait for their model. If a model cannot be loaded, a warning is logged. Models are not downloaded, and not unloaded when the
    /// host stops.
    /// </remarks>
    /// <param name="models">The keys of the models. If there are none, <see cref="LmStudioClientOptions.Model"/> is loaded.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="models"/> or one of them is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of <paramref name="models"/> is empty.</exception>
    public LmStudioClientBuilder AddModelWarmup(params string[] models) =>
        AddWarmup([.. Throw.IfNull(models).Select(static model => new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) })]);

    /// <summary>Loads a model with the specified settings when the host starts.</summary>
    /// <param name="request">The model's key and the required settings. A loaded instance that meets them is used.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its model is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request's model is empty.</exception>
    /// <inheritdoc cref="AddModelWarmup(string[])" path="/remarks" />
    public LmStudioClientBuilder AddModelWarmup(LmStudioLoadRequest request)
    {
        _ = Throw.IfNullOrWhiteSpace(Throw.IfNull(request).Model, "request.Model");
        return AddWarmup([request]);
    }

    /// <summary>Registers a health check that requests the list of models from the server. It does not load models.</summary>
    /// <param name="requirement">The condition to check.</param>
    /// <param name="model">The model's key. If <see langword="null"/>, <see cref="LmStudioClientOptions.Model"/> is used, or else any LLM.</param>
    /// <param name="failureStatus">The status to report if the check fails.</param>
    /// <param name="name">
    /// The name of the check. If <see langword="null"/>, it is <c>lmstudio</c>, or <c>lmstudio-</c> followed by the service key. Additional checks of a client
    /// need their own names.
    /// </param>
    /// <param name="tags">The tags for filtering health checks.</param>
    /// <param name="timeout">The timeout of the check. The default is 5 seconds.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive or too large, or <paramref name="requirement"/> is not a defined value.</exception>
    public LmStudioClientBuilder AddHealthCheck(
        LmStudioHealthRequirement requirement = LmStudioHealthRequirement.ServerResponds,
        string? model = null,
        HealthStatus failureStatus = HealthStatus.Unhealthy,
        string? name = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        TimeSpan limit = timeout ?? DefaultHealthTimeout;
        if (limit <= TimeSpan.Zero || limit.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The timeout must be positive and less than 24 days.");
        }

        if (requirement is < LmStudioHealthRequirement.ServerResponds or > LmStudioHealthRequirement.ModelLoaded)
        {
            throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "The value is not defined.");
        }

        Func<IServiceProvider, LmStudioClientSource> getSource = _getSource;
        _ = Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name ?? (ServiceKey is null ? "lmstudio" : $"lmstudio-{ServiceKey}"),
            services => new LmStudioHealthCheck(getSource(services), requirement, model, limit),
            failureStatus,
            tags));
        return this;
    }

    private ChatClientBuilder AddChatClient(string? serviceKey, string? model, Action<LmStudioChatClientOptions>? configure, string method)
    {
        ChatClientBuilder pipeline = new(services =>
        {
            LmStudioChatClientOptions options = new();
            configure?.Invoke(options);
            return new HostedChatClient(_getSource(services), model, options, services.GetService<ILoggerFactory>());
        });
        Services.AddPipeline(serviceKey, pipeline.Build, method);
        return pipeline;
    }

    private EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(
        string? serviceKey, string? model, Action<LmStudioEmbeddingGeneratorOptions>? configure, string method)
    {
        EmbeddingGeneratorBuilder<string, Embedding<float>> pipeline = new(services =>
        {
            LmStudioEmbeddingGeneratorOptions options = new();
            configure?.Invoke(options);
            return new HostedEmbeddingGenerator(_getSource(services), model, options);
        });
        Services.AddPipeline(serviceKey, pipeline.Build, method);

        // Like AddEmbeddingGenerator of Microsoft.Extensions.AI, for callers that do not know the types.
        _ = Services.AddKeyedSingleton<IEmbeddingGenerator>(serviceKey, (services, _) => services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(serviceKey));
        return pipeline;
    }

    private LmStudioClientBuilder AddWarmup(LmStudioLoadRequest[] requests)
    {
        Services.AddSingleton<IHostedService>(services =>
            new ModelWarmupService(_getSource(services), requests, services.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory.Hosting)));
        return this;
    }
}
