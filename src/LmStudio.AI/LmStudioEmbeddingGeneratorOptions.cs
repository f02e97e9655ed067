namespace LmStudio.AI;

/// <summary>Options for <see cref="LmStudioEmbeddingGenerator"/>. They are read when the generator is created.</summary>
public sealed class LmStudioEmbeddingGeneratorOptions
{
    /// <summary>The default of <see cref="BatchSize"/>.</summary>
    internal const int DefaultBatchSize = 256;

    /// <summary>Gets or sets the maximum number of texts per request. The default is 256.</summary>
    /// <remarks>
    /// LM Studio documents no limit. A response has some 15 KB per text. Smaller batches are canceled sooner, larger ones save requests.
    /// The embeddings are the same.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch has at least one text.");
    } = DefaultBatchSize;

    /// <summary>Gets or sets the number of dimensions of the model's embeddings, for example 768. The default is <see langword="null"/>, which means unknown.</summary>
    /// <remarks>
    /// It is exposed in the generator's metadata for vector stores, and embeddings with a different number of dimensions are rejected. It is not
    /// sent, as LM Studio cannot change the number of dimensions.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Dimensions
    {
        get;
        set => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A vector has at least one number.");
    }
}
