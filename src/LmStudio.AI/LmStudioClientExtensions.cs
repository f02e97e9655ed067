using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Makes the clients of Microsoft.Extensions.AI from an <see cref="LmStudioClient"/>.</summary>
public static class LmStudioClientExtensions
{
    /// <summary>Makes a chat client over this client, which stays the caller's to dispose.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="options">How the chat client behaves. <see langword="null"/> takes the defaults.</param>
    /// <param name="loggerFactory">Logs options that had to be left out and the like. <see langword="null"/> takes what <paramref name="client"/> logs to.</param>
    /// <returns>The chat client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IChatClient AsIChatClient(this LmStudioClient client, string? model = null, LmStudioChatClientOptions? options = null, ILoggerFactory? loggerFactory = null) =>
        new LmStudioChatClient(client, model, options, loggerFactory);

    /// <summary>Makes an embedding generator over this client, which stays the caller's to dispose.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="options">How the generator behaves. <see langword="null"/> takes the defaults.</param>
    /// <returns>The embedding generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(this LmStudioClient client, string? model = null, LmStudioEmbeddingGeneratorOptions? options = null) =>
        new LmStudioEmbeddingGenerator(client, model, options);
}
