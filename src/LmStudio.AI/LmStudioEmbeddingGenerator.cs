using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// An <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for embedding models that LM Studio serves
/// (<see href="https://lmstudio.ai/docs/developer/openai-compat/embeddings"/>).
/// </summary>
/// <remarks>
/// <para>
/// Texts are sent in batches. LM Studio silently truncates texts that exceed the model's context length; the <see cref="LmStudioClient"/> logs a warning
/// for texts that are probably too long. The number of dimensions depends on the model: <see cref="EmbeddingGenerationOptions.Dimensions"/> is not sent,
/// but the vectors are checked against it.
/// </para>
/// <para>
/// All members are thread-safe. Server failures are thrown as <see cref="LmStudioException"/>.
/// </para>
/// </remarks>
public sealed class LmStudioEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LmStudioClient _client;
    private readonly bool _ownsClient;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly int _batchSize;
    private readonly EmbeddingLength _length;

    /// <summary>
    /// Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class for the server that the environment variable <c>LM_STUDIO_ENDPOINT</c>
    /// names, by default <c>http://localhost:1234</c>.
    /// </summary>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <exception cref="ArgumentException">An environment variable holds an invalid endpoint or token.</exception>
    public LmStudioEmbeddingGenerator(string? model = null)
        : this(new LmStudioClient(), model, options: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class for a server.</summary>
    /// <param name="endpoint">The server's address, for example <c>http://localhost:1234</c>.</param>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="apiToken">The API token. If <see langword="null"/>, the environment variable <c>LM_API_TOKEN</c> is used if it is set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token contains white space.</exception>
    public LmStudioEmbeddingGenerator(Uri endpoint, string? model = null, string? apiToken = null)
        : this(new LmStudioClient(endpoint, apiToken), model, options: null, ownsClient: true)
    {
    }

    /// <summary>
    /// Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class with an existing <see cref="LmStudioClient"/>, which the caller
    /// disposes.
    /// </summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded embedding model is used, or else the only downloaded one.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public LmStudioEmbeddingGenerator(LmStudioClient client, string? model = null, LmStudioEmbeddingGeneratorOptions? options = null)
        : this(Throw.IfNull(client), model, options, ownsClient: false)
    {
    }

    private LmStudioEmbeddingGenerator(LmStudioClient client, string? model, LmStudioEmbeddingGeneratorOptions? options, bool ownsClient)
    {
        model = GivenText.OrNull(model);
        _client = client;
        _ownsClient = ownsClient;
        _batchSize = options?.BatchSize ?? LmStudioEmbeddingGeneratorOptions.DefaultBatchSize;
        _length = new EmbeddingLength(client);
        _metadata = new EmbeddingGeneratorMetadata("lmstudio", client.Endpoint, model, options?.Dimensions);
    }

    /// <summary>Generates embeddings for texts.</summary>
    /// <param name="values">The texts. They must not be empty or white space, which LM Studio's engine may fail on.</param>
    /// <param name="options">
    /// The model and the expected number of dimensions. A <see cref="JsonObject"/> from
    /// <see cref="EmbeddingGenerationOptions.RawRepresentationFactory"/> is merged into each request.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    /// <returns>One embedding per text, in the order of the texts. The token counts are those of the server, which are zero.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A text is <see langword="null"/>, empty or white space. Nothing is sent.</exception>
    /// <exception cref="NotSupportedException">The number of dimensions differs from the requested one, which LM Studio cannot change.</exception>
    /// <exception cref="LmStudioException">A request failed, or no model was specified and there is not exactly one to use.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<string> texts = EmbeddingInput.Check(Throw.IfNull(values));
        GeneratedEmbeddings<Embedding<float>> embeddings = new(texts.Count);
        if (texts.Count == 0)
        {
            return embeddings;
        }

        JsonObject? rawRequest = RawEmbeddingRequest.Get(options, this);
        string? named = RawEmbeddingRequest.GetModel(rawRequest) ?? GivenText.OrNull(options?.ModelId);
        string model = named ?? _metadata.DefaultModelId ?? await _client.Models.GetOnlyEmbeddingModelAsync(cancellationToken).ConfigureAwait(false);

        // The configured dimensions apply to the generator's own model only.
        int? dimensions = options?.Dimensions ?? (named is null || named == _metadata.DefaultModelId ? _metadata.DefaultModelDimensions : null);

        await _length.CheckAsync(texts, model, cancellationToken).ConfigureAwait(false);
        for (int start = 0; start < texts.Count; start += _batchSize)
        {
            List<string> batch = texts.GetRange(start, Math.Min(_batchSize, texts.Count - start));
            EmbeddingResponse answer = await _client.Transport.SendAsync(
                RawJsonRequest.Post("v1/embeddings", new EmbeddingRequest { Model = model, Input = batch }, EmbeddingJsonContext.Default.EmbeddingRequest, rawRequest),
                EmbeddingResponseReader.Read,
                cancellationToken).ConfigureAwait(false);

            embeddings.AddRange(EmbeddingResponseMapper.Map(answer, batch.Count, embeddings.Count > 0 ? embeddings[0].Dimensions : null, model, DateTimeOffset.UtcNow));
            embeddings.Usage = EmbeddingResponseMapper.AddUsage(embeddings.Usage, answer.Usage);
            if (dimensions is { } wanted && embeddings[0].Dimensions != wanted)
            {
                throw new NotSupportedException(
                    $"The vectors of '{embeddings[0].ModelId}' have {embeddings[0].Dimensions} dimensions, not {wanted}: LM Studio cannot change it. "
                    + $"Set {nameof(EmbeddingGenerationOptions.Dimensions)} to {embeddings[0].Dimensions} or remove it, or use another model.");
            }
        }

        return embeddings;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        _ = Throw.IfNull(serviceType);

        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType == typeof(LmStudioClient) ? _client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Disposes the underlying <see cref="LmStudioClient"/> if this generator created it.</summary>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }
}
