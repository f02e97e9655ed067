using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>An <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for embedding models that LM Studio serves (<see href="https://lmstudio.ai/docs/developer/openai-compat/embeddings"/>).</summary>
/// <remarks>
/// <para>
/// Texts are sent in batches and come back in their order. LM Studio cuts texts that are longer than the model's context without a word;
/// those that are likely to be cut are told in the log of the <see cref="LmStudioClient"/>, as a warning. It gives vectors of the model's
/// own length: <see cref="EmbeddingGenerationOptions.Dimensions"/> is checked, not sent.
/// </para>
/// <para>
/// All members are safe to use from several threads. Failures of the server are <see cref="LmStudioException"/>.
/// </para>
/// </remarks>
public sealed class LmStudioEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LmStudioClient _client;
    private readonly bool _ownsClient;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly int _batchSize;
    private readonly EmbeddingLength _length;

    /// <summary>Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class for the server of the environment, by default <c>http://localhost:1234</c>.</summary>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <exception cref="ArgumentException">The environment gives an endpoint or a token that cannot be one.</exception>
    public LmStudioEmbeddingGenerator(string? model = null)
        : this(new LmStudioClient(), model, options: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class for a server.</summary>
    /// <param name="endpoint">The server's address, for instance <c>http://localhost:1234</c>.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="apiToken">The API token. <see langword="null"/> takes the environment variable <c>LM_API_TOKEN</c>, else none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token holds white space.</exception>
    public LmStudioEmbeddingGenerator(Uri endpoint, string? model = null, string? apiToken = null)
        : this(new LmStudioClient(endpoint, apiToken), model, options: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioEmbeddingGenerator"/> class over a client of the caller's, which stays the caller's to dispose.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one embedding model that is loaded, else the one that is downloaded.</param>
    /// <param name="options">How the generator behaves. <see langword="null"/> takes the defaults.</param>
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

    /// <summary>Embeds texts.</summary>
    /// <param name="values">The texts. None may be empty or only white space: LM Studio's engine can fail on those.</param>
    /// <param name="options">
    /// The model, and the length that the vectors must have. A <see cref="JsonObject"/> from
    /// <see cref="EmbeddingGenerationOptions.RawRepresentationFactory"/> is laid over each request.
    /// </param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>One embedding for each text, in the order of the texts. The token counts are the server's, which are zero.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A text is <see langword="null"/>, empty or only white space. Nothing has been sent.</exception>
    /// <exception cref="NotSupportedException">The model's vectors have another length than was asked for: LM Studio cannot change it.</exception>
    /// <exception cref="LmStudioException">A request failed; or no model was named, and there is none or more than one to choose from.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
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

        // What is known of the generator's own model says nothing of another.
        int? dimensions = options?.Dimensions ?? (named is null || named == _metadata.DefaultModelId ? _metadata.DefaultModelDimensions : null);

        await _length.CheckAsync(texts, model, cancellationToken).ConfigureAwait(false);
        for (int start = 0; start < texts.Count; start += _batchSize)
        {
            List<string> batch = texts.GetRange(start, Math.Min(_batchSize, texts.Count - start));
            EmbeddingAnswer answer = await _client.Transport.SendAsync(
                RawJsonRequest.Post("v1/embeddings", new EmbeddingRequest { Model = model, Input = batch }, EmbeddingJsonContext.Default.EmbeddingRequest, rawRequest),
                EmbeddingAnswerReader.Read,
                cancellationToken).ConfigureAwait(false);

            embeddings.AddRange(EmbeddingAnswerMapper.Map(answer, batch.Count, embeddings.Count > 0 ? embeddings[0].Dimensions : null, model, DateTimeOffset.UtcNow));
            embeddings.Usage = EmbeddingAnswerMapper.AddUsage(embeddings.Usage, answer.Usage);
            if (dimensions is { } wanted && embeddings[0].Dimensions != wanted)
            {
                throw new NotSupportedException(
                    $"The vectors of '{embeddings[0].ModelId}' have {embeddings[0].Dimensions} dimensions, not {wanted}: LM Studio ignores what length is asked for. "
                    + $"Set {nameof(EmbeddingGenerationOptions.Dimensions)} to {embeddings[0].Dimensions} or leave it out, or take another model.");
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

    /// <summary>Disposes the underlying <see cref="LmStudioClient"/> if this generator made it.</summary>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }
}
