using LmStudio.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what is made from a registered <see cref="LmStudioClient"/>. What is registered has the client's service key, or none as the client.</summary>
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

    /// <summary>Gets the services that everything is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the key that everything is registered by, or <see langword="null"/> where there is none.</summary>
    public string? ServiceKey { get; }

    /// <summary>Gets what configures the <see cref="System.Net.Http.HttpClient"/> that requests are sent with: handlers, resilience, service discovery.</summary>
    /// <remarks>
    /// It has no timeout and never logs the <c>Authorization</c> header, whatever else is configured, and it follows no redirects unless its primary handler is replaced.
    /// Handlers of the resilience packages that <c>ConfigureHttpClientDefaults</c> adds to all clients are left out; those that are added here stay. A handler that limits
    /// the time of a request must leave the minutes that loading a model takes, and one that sends a request again makes the model answer again.
    /// </remarks>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Registers an <see cref="IChatClient"/>, a singleton, by the client's service key.</summary>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes <see cref="LmStudioClientOptions.Model"/>, else the one LLM that is loaded.</param>
    /// <param name="configure">Sets how the chat client behaves. It runs once.</param>
    /// <returns>The pipeline in front of the chat client: <c>.UseFunctionInvocation().UseOpenTelemetry()</c> and other middleware follow. What is added first is the outermost.</returns>
    public ChatClientBuilder AddChatClient(string? model = null, Action<LmStudioChatClientOptions>? configure = null) =>
        AddChatClient(ServiceKey, model, configure, nameof(AddChatClient));

    /// <summary>Registers an <see cref="IChatClient"/>, a singleton, by a key of its own, beside others of the same server.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes <see cref="LmStudioClientOptions.Model"/>, else the one LLM that is loaded.</param>
    /// <param name="configure">Sets how the chat client behaves. It runs once.</param>
    /// <returns>The pipeline in front of the chat client: <c>.UseFunctionInvocation().UseOpenTelemetry()</c> and other middleware follow. What is added first is the outermost.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public ChatClientBuilder AddKeyedChatClient(string serviceKey, string? model = null, Action<LmStudioChatClientOptions>? configure = null) =>
        AddChatClient(Throw.IfNullOrWhiteSpace(serviceKey), model, configure, nameof(AddKeyedChatClient));

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, a singleton, by the client's service key.</summary>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="configure">Sets how the generator behaves. It runs once.</param>
    /// <returns>The pipeline in front of the generator: <c>.UseDistributedCache().UseOpenTelemetry()</c> and other middleware follow. What is added first is the outermost.</returns>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(string? model = null, Action<LmStudioEmbeddingGeneratorOptions>? configure = null) =>
        AddEmbeddingGenerator(ServiceKey, model, configure, nameof(AddEmbeddingGenerator));

    /// <summary>Registers an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of texts, a singleton, by a key of its own, beside others of the same server.</summary>
    /// <param name="serviceKey">The key.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="configure">Sets how the generator behaves. It runs once.</param>
    /// <returns>The pipeline in front of the generator: <c>.UseDistributedCache().UseOpenTelemetry()</c> and other middleware follow. What is added first is the outermost.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public EmbeddingGeneratorBuilder<string, Embedding<float>> AddKeyedEmbeddingGenerator(string serviceKey, string? model = null, Action<LmStudioEmbeddingGeneratorOptions>? configure = null) =>
        AddEmbeddingGenerator(Throw.IfNullOrWhiteSpace(serviceKey), model, configure, nameof(AddKeyedEmbeddingGenerator));

    /// <summary>Has models loaded when the host starts, with the server's settings where nothing of them is loaded yet.</summary>
    /// <remarks>
    /// They are loaded one after the other by a hosted service that the start does not wait for; requests for them do, where they come from the host's
    /// <see cref="IChatClient"/> and embedding generator. It logs what it does; a model that cannot be loaded is logged as a warning, and the host runs on.
    /// Nothing is downloaded, and nothing is unloaded when the host stops.
    /// </remarks>
    /// <param name="models">The keys of the models. Without any, <see cref="LmStudioClientOptions.Model"/> is loaded.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="models"/> or one of them is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">One of <paramref name="models"/> is empty.</exception>
    public LmStudioClientBuilder AddModelWarmup(params string[] models) =>
        AddWarmup([.. Throw.IfNull(models).Select(static model => new LmStudioLoadRequest { Model = Throw.IfNullOrWhiteSpace(model) })]);

    /// <summary>Has a model loaded with certain settings when the host starts.</summary>
    /// <param name="request">The model's key, and the settings that matter. An instance that has them already is left as it is.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its model is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request's model is empty.</exception>
    /// <inheritdoc cref="AddModelWarmup(string[])" path="/remarks" />
    public LmStudioClientBuilder AddModelWarmup(LmStudioLoadRequest request)
    {
        _ = Throw.IfNullOrWhiteSpace(Throw.IfNull(request).Model, "request.Model");
        return AddWarmup([request]);
    }

    /// <summary>Registers a health check. Each look asks the server for its list of models, which loads nothing.</summary>
    /// <param name="requirement">What must be so.</param>
    /// <param name="model">The model's key. <see langword="null"/> takes <see cref="LmStudioClientOptions.Model"/>, else any LLM.</param>
    /// <param name="failureStatus">What to report if it is not so, for instance <see cref="HealthStatus.Degraded"/> where only a model is missing.</param>
    /// <param name="name">The name of the check. <see langword="null"/> takes <c>lmstudio</c>, with <c>-</c> and the service key if there is one. Further checks of one client need names of their own.</param>
    /// <param name="tags">Tags to filter checks by.</param>
    /// <param name="timeout">How long to wait for the server; the check fails then. The default is 5 seconds.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not more than zero, or an enumeration's value is none.</exception>
    public LmStudioClientBuilder AddHealthCheck(
        LmStudioHealthRequirement requirement = LmStudioHealthRequirement.ServerAnswers,
        string? model = null,
        HealthStatus failureStatus = HealthStatus.Unhealthy,
        string? name = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        TimeSpan limit = timeout ?? DefaultHealthTimeout;
        if (limit <= TimeSpan.Zero || limit.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A health check waits for more than zero and less than 24 days.");
        }

        if (requirement is < LmStudioHealthRequirement.ServerAnswers or > LmStudioHealthRequirement.ModelLoaded)
        {
            throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "The value is no requirement.");
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

    private EmbeddingGeneratorBuilder<string, Embedding<float>> AddEmbeddingGenerator(string? serviceKey, string? model, Action<LmStudioEmbeddingGeneratorOptions>? configure, string method)
    {
        EmbeddingGeneratorBuilder<string, Embedding<float>> pipeline = new(services =>
        {
            LmStudioEmbeddingGeneratorOptions options = new();
            configure?.Invoke(options);
            return new HostedEmbeddingGenerator(_getSource(services), model, options);
        });
        Services.AddPipeline(serviceKey, pipeline.Build, method);

        // As Microsoft.Extensions.AI's AddEmbeddingGenerator has it, for callers that know nothing of the types.
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
