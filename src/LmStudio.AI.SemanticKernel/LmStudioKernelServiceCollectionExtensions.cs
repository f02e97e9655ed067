using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register LM Studio chat clients and embedding generators for Semantic Kernel.</summary>
/// <remarks>
/// Chat clients invoke kernel functions, and use OpenTelemetry and, if an <see cref="Logging.ILoggerFactory"/> is registered, logging.
/// Services are keyed singletons. Execution settings select a service by its id.
/// </remarks>
public static class LmStudioKernelServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/> for kernels and agents.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <param name="endpoint">
    /// The server's address. If <see langword="null"/>, the registered <see cref="LmStudioClient"/> is used, or else the address in the environment variable
    /// <c>LM_STUDIO_ENDPOINT</c>, or else <c>http://localhost:1234</c>.
    /// </param>
    /// <param name="apiToken">The API token. If <see langword="null"/>, the environment variable <c>LM_API_TOKEN</c> is used if it is set.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="httpClient">The HTTP client, which the caller disposes. If <see langword="null"/>, a client without a timeout is created.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="services"/>.</returns>
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

    /// <summary>Adds an <see cref="IChatClient"/> that uses an existing <see cref="LmStudioClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <param name="client">The client that sends the requests. The caller disposes it.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioChatClient(
        this IServiceCollection services,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatClient(Options(modelId, client, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> with options.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">A callback that configures the options.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <returns>The <paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddLmStudioChatClient(this IServiceCollection services, Action<LmStudioKernelOptions> configure, string? serviceId = null) =>
        services.AddLmStudioChatClient(Options(configure), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/>, and the same client as an <see cref="IChatCompletionService"/>.</summary>
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

    /// <summary>Adds an <see cref="IChatClient"/> that uses an existing <see cref="LmStudioClient"/>, and the same client as an <see cref="IChatCompletionService"/>.</summary>
    /// <inheritdoc cref="AddLmStudioChatClient(IServiceCollection, string?, LmStudioClient, string?, string?, Action{OpenTelemetryChatClient}?)" />
    public static IServiceCollection AddLmStudioChatCompletion(
        this IServiceCollection services,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null) =>
        services.AddLmStudioChatCompletion(Options(modelId, client, openTelemetrySourceName, openTelemetryConfig), serviceId);

    /// <summary>Adds an <see cref="IChatClient"/> with options, and the same client as an <see cref="IChatCompletionService"/>.</summary>
    /// <inheritdoc cref="AddLmStudioChatClient(IServiceCollection, Action{LmStudioKernelOptions}, string?)" />
    public static IServiceCollection AddLmStudioChatCompletion(this IServiceCollection services, Action<LmStudioKernelOptions> configure, string? serviceId = null) =>
        services.AddLmStudioChatCompletion(Options(configure), serviceId);

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for vector stores and memories.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="endpoint">
    /// The server's address. If <see langword="null"/>, the registered <see cref="LmStudioClient"/> is used, or else the address in the environment variable
    /// <c>LM_STUDIO_ENDPOINT</c>, or else <c>http://localhost:1234</c>.
    /// </param>
    /// <param name="apiToken">The API token. If <see langword="null"/>, the environment variable <c>LM_API_TOKEN</c> is used if it is set.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="httpClient">The HTTP client, which the caller disposes. If <see langword="null"/>, a client without a timeout is created.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="services"/>.</returns>
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

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> that uses an existing <see cref="LmStudioClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="client">The client that sends the requests. The caller disposes it.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="services"/>.</returns>
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
        // One client for both interfaces, even if several are registered without an id.
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
