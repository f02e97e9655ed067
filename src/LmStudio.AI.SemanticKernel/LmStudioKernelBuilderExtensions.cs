using LmStudio.AI;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Provides extension methods that add LM Studio chat clients and embedding generators to a kernel builder.</summary>
/// <remarks>They register the same services as <see cref="LmStudioKernelServiceCollectionExtensions"/>.</remarks>
public static class LmStudioKernelBuilderExtensions
{
    /// <summary>Adds an <see cref="IChatClient"/> for the kernel and agents.</summary>
    /// <param name="builder">The kernel builder.</param>
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
    /// <returns>The <paramref name="builder"/>.</returns>
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

    /// <summary>Adds an <see cref="IChatClient"/> that uses an existing <see cref="LmStudioClient"/>.</summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <param name="client">The client that sends the requests. The caller disposes it.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
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

    /// <summary>Adds an <see cref="IChatClient"/> with options.</summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="configure">A callback that configures the options.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatClient(this IKernelBuilder builder, Action<LmStudioKernelOptions> configure, string? serviceId = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatClient(configure, serviceId);
        return builder;
    }

    /// <summary>Adds an <see cref="IChatClient"/>, and the same client as an <see cref="ChatCompletion.IChatCompletionService"/>.</summary>
    /// <param name="builder">The kernel builder.</param>
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
    /// <returns>The <paramref name="builder"/>.</returns>
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

    /// <summary>
    /// Adds an <see cref="IChatClient"/> that uses an existing <see cref="LmStudioClient"/>, and the same client as an
    /// <see cref="ChatCompletion.IChatCompletionService"/>.
    /// </summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <param name="client">The client that sends the requests. The caller disposes it.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
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

    /// <summary>Adds an <see cref="IChatClient"/> with options, and the same client as an <see cref="ChatCompletion.IChatCompletionService"/>.</summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="configure">A callback that configures the options.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is <see langword="null"/>.</exception>
    public static IKernelBuilder AddLmStudioChatCompletion(this IKernelBuilder builder, Action<LmStudioKernelOptions> configure, string? serviceId = null)
    {
        _ = Throw.IfNull(builder).Services.AddLmStudioChatCompletion(configure, serviceId);
        return builder;
    }

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for vector stores and memories.</summary>
    /// <param name="builder">The kernel builder.</param>
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
    /// <returns>The <paramref name="builder"/>.</returns>
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

    /// <summary>Adds an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> that uses an existing <see cref="LmStudioClient"/>.</summary>
    /// <param name="builder">The kernel builder.</param>
    /// <param name="modelId">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="client">The client that sends the requests. The caller disposes it.</param>
    /// <param name="serviceId">The id for selecting the service, or <see langword="null"/>.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="openTelemetrySourceName">The name of the activity source and the meter. If <see langword="null"/>, the default of Microsoft.Extensions.AI is used.</param>
    /// <param name="openTelemetryConfig">A callback that configures the telemetry.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
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
