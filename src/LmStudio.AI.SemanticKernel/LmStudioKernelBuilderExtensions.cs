using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds LM Studio's chat clients and embedding generators to a kernel that is being built.</summary>
/// <remarks>They are what <see cref="LmStudioKernelServiceCollectionExtensions"/> register.</remarks>
public static class LmStudioKernelBuilderExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/> for the kernel and agents.</summary>
    /// <param name="builder">The kernel's builder.</param>
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
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatClient(
        this IKernelBuilder builder,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatClient(modelId, endpoint, apiToken, serviceId, httpClient, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/> over a client of the caller's.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model to use where settings name none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="client">Sends the requests. It stays the caller's to dispose.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatClient(
        this IKernelBuilder builder,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatClient(modelId, client, serviceId, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/> with all that can be configured.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatClient(this IKernelBuilder builder, Action<LmStudioKernelOptions> configure, string? serviceId = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatClient(configure, serviceId);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/>, and the same as an <see cref="ChatCompletion.IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <param name="builder">The kernel's builder.</param>
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
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatCompletion(
        this IKernelBuilder builder,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatCompletion(modelId, endpoint, apiToken, serviceId, httpClient, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/> over a client of the caller's, and the same as an <see cref="ChatCompletion.IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model to use where settings name none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="client">Sends the requests. It stays the caller's to dispose.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatCompletion(
        this IKernelBuilder builder,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryChatClient>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatCompletion(modelId, client, serviceId, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/> with all that can be configured, and the same as an <see cref="ChatCompletion.IChatCompletionService"/> for code that asks for the older interface.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatCompletion(this IKernelBuilder builder, Action<LmStudioKernelOptions> configure, string? serviceId = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatCompletion(configure, serviceId);
        return builder;
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for vector stores and memories.</summary>
    /// <param name="builder">The kernel's builder.</param>
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
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioEmbeddingGenerator(
        this IKernelBuilder builder,
        string? modelId = null,
        Uri? endpoint = null,
        string? apiToken = null,
        string? serviceId = null,
        HttpClient? httpClient = null,
        LmStudioEmbeddingGeneratorOptions? options = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryEmbeddingGenerator<string, Embedding<float>>>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioEmbeddingGenerator(modelId, endpoint, apiToken, serviceId, httpClient, options, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> over a client of the caller's.</summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="modelId">The model. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="client">Sends the requests. It stays the caller's to dispose.</param>
    /// <param name="serviceId">The id to choose the service by. <see langword="null"/> for none.</param>
    /// <param name="options">How the generator behaves. <see langword="null"/> takes the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the source of activities and metrics. <see langword="null"/> takes the default of Microsoft.Extensions.AI.</param>
    /// <param name="openTelemetryConfig">Configures the telemetry.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="client"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioEmbeddingGenerator(
        this IKernelBuilder builder,
        string? modelId,
        LmStudioClient client,
        string? serviceId = null,
        LmStudioEmbeddingGeneratorOptions? options = null,
        string? openTelemetrySourceName = null,
        Action<OpenTelemetryEmbeddingGenerator<string, Embedding<float>>>? openTelemetryConfig = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioEmbeddingGenerator(modelId, client, serviceId, options, openTelemetrySourceName, openTelemetryConfig);
        return builder;
    }
}
