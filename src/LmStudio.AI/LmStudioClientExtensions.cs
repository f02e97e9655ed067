using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Provides extension methods for creating Microsoft.Extensions.AI clients from an <see cref="LmStudioClient"/>.</summary>
public static class LmStudioClientExtensions
{
    /// <summary>Creates an <see cref="IChatClient"/> that uses this client, which the caller disposes.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">
    /// The default model. If <see langword="null"/>, <see cref="LmStudioClientOptions.Model"/> of the client's options is used, or else the only loaded LLM.
    /// </param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="loggerFactory">The logger factory. If <see langword="null"/>, that of <paramref name="client"/> is used.</param>
    /// <returns>The chat client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IChatClient AsIChatClient(this LmStudioClient client, string? model = null, LmStudioChatClientOptions? options = null, ILoggerFactory? loggerFactory = null) =>
        new LmStudioChatClient(client, model, options, loggerFactory);

    /// <summary>Creates an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> that uses this client, which the caller disposes.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The embedding generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(
        this LmStudioClient client, string? model = null, LmStudioEmbeddingGeneratorOptions? options = null) =>
        new LmStudioEmbeddingGenerator(client, model, options);
}
