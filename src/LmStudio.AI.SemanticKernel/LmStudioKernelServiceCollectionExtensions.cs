using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers LM Studio's chat clients and embedding generators for Semantic Kernel.</summary>
/// <remarks>
/// Chat clients invoke kernel functions and have OpenTelemetry and, where the services have an <see cref="Logging.ILoggerFactory"/>, logging.
/// Everything is a singleton under the service id, by which settings choose; without one it is the service for all.
/// </remarks>
public static class LmStudioKernelServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/> for kernels and agents.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model to use where settings name none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="endpoint">
    /// The server's address. <see langword="null"/> takes the <see cref="LmStudioClient"/> of the services if there is one, else that of <c>LM_STUDIO_ENDPOINT</c>,
    /// else <c>http://localhost:1234</c>.
    /// </param>
    /// <param name="apiToken">The API token. <see langword="null"/> takes the environment variable <c>LM_API_TOKEN</c>, else none.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="httpClient">The HTTP client, which stays the caller's. <see langword="null"/> makes one without a timeout.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioChatClient(
        this IServiceCollection services,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatClient(Options(modelId, endpoint, apiToken, httpClient, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> over a client of the caller's.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model to use where settings name none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="client">Sends the requests. It stays the caller's to dispose.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioChatClient(
        this IServiceCollection services,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatClient(Options(modelId, client, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> with all that can be configured.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioChatClient(this IServiceCollection services, Action<LmStudioKernelOptions> configure, string? serviceId = null) =>
        services.AddLmStudioChatClient(Options(configure), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/>, and the same as an <see cref="IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <inheritdoc cref="AddLmStudioChatClient(IServiceCollection, string?, Uri?, string?, string?, HttpClient?, string?, Action{OpenTelemetryChatClient}?)" />
    public static IServiceCollection AddLmStudioChatCompletion(
        this IServiceCollection services,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatCompletion(Options(modelId, endpoint, apiToken, httpClient, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> over a client of the caller's, and the same as an <see cref="IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <inheritdoc cref="AddLmStudioChatClient(IServiceCollection, string?, LmStudioClient, string?, string?, Action{OpenTelemetryChatClient}?)" />
    public static IServiceCollection AddLmStudioChatCompletion(
        this IServiceCollection services,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatCompletion(Options(modelId, client, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> with all that can be configured, and the same as an <see cref="IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <inheritdoc cref="AddLmStudioChatClient(IServiceCollection, Action{LmStudioKernelOptions}, string?)" />
    public static IServiceCollection AddLmStudioChatCompletion(this IServiceCollection services, Action<LmStudioKernelOptions> configure, string? serviceId = null) =>
        services.AddLmStudioChatCompletion(Options(configure), serviceId);

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for vector stores and memories.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="endpoint">
    /// The server's address. <see langword="null"/> takes the <see cref="LmStudioClient"/> of the services if there is one, else that of <c>LM_STUDIO_ENDPOINT</c>,
    /// else <c>http://localhost:1234</c>.
    /// </param>
    /// <param name="apiToken">The API token. <see langword="null"/> takes the environment variable <c>LM_API_TOKEN</c>, else none.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="httpClient">The HTTP client, which stays the caller's. <see langword="null"/> makes one without a timeout.</param>
    /// <param name="options">How the generator behaves. <see langword="null"/> takes the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioEmbeddingGenerator(
        this IServiceCollection services,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        LmStudioEmbeddingGeneratorOptions? options = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryEmbeddingGenerator<string, Embedding<float>>>? openTelemetryConfig = null)
    {
        LmStudioKernelOptions connection = Options(modelId, endpoint, apiToken, httpClient, openTelemetrySourceName, configureTelemetry: null);
        return Throw.IfNull(services).AddKeyedSingleton(
            serviceId, (provider, _) => EmbeddingService.Create(provider, connection, serviceId, options, openTelemetryConfig));
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> over a client of the caller's.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modelId">The model. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="client">Sends the requests. It stays the caller's to dispose.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="options">How the generator behaves. <see langword="null"/> takes the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioEmbeddingGenerator(
        this IServiceCollection services,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        LmStudioEmbeddingGeneratorOptions? options = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryEmbeddingGenerator<string, Embedding<float>>>? openTelemetryConfig = null)
    {
        LmStudioKernelOptions connection = Options(modelId, client, openTelemetrySourceName, configureTelemetry: null);
        return Throw.IfNull(services).AddKeyedSingleton(
            serviceId, (provider, _) => EmbeddingService.Create(provider, connection, serviceId, options, openTelemetryConfig));
    }

    private static IServiceCollection AddLmStudioChatClient(this IServiceCollection services, LmStudioKernelOptions options, string? serviceId) =>
        Throw.IfNull(services).AddKeyedSingleton(serviceId, (provider, _) => ChatService.Create(provider, options, serviceId));

    private static IServiceCollection AddLmStudioChatCompletion(this IServiceCollection services, LmStudioKernelOptions options, string? serviceId)
    {
        // One client under both interfaces, also where several are registered without an id.
        _ = Throw.IfNull(services).AddKeyedSingleton(options, (provider, _) => new SharedChatService(ChatService.Create(provider, options, serviceId)));
        _ = services.AddKeyedSingleton(serviceId, (provider, _) => provider.GetRequiredKeyedService<SharedChatService>(options).Client);
        return services.AddKeyedSingleton(
            serviceId, (provider, _) => provider.GetRequiredKeyedService<SharedChatService>(options).Client.AsChatCompletionService(provider));
    }

    private static LmStudioKernelOptions Options(Action<LmStudioKernelOptions> configure)
    {
        LmStudioKernelOptions options = new();
        Throw.IfNull(configure)(options);
        return options;
    }

    private static LmStudioKernelOptions Options(string? modelId, LmStudioClient client, string? sourceName, Action<OpenTelemetryChatClient>? configureTelemetry) => new()
    {
        ModelId = modelId,
        Client = Throw.IfNull(client),
        OpenTelemetrySourceName = sourceName,
        ConfigureOpenTelemetry = configureTelemetry,
    };

    private static LmStudioKernelOptions Options(
        string? modelId, Uri? endpoint, string? apiToken, HttpClient? httpClient, string? sourceName, Action<OpenTelemetryChatClient>? configureTelemetry) => new()
        {
            ModelId = modelId,
            Connection = { Endpoint = endpoint, ApiToken = apiToken },
            HttpClient = httpClient,
            OpenTelemetrySourceName = sourceName,
            ConfigureOpenTelemetry = configureTelemetry,
        };
}
