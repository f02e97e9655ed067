namespace LmStudio.AI;

/// <summary>How an <see cref="LmStudioEmbeddingGenerator"/> behaves. Values are read when the generator is made.</summary>
public sealed class LmStudioEmbeddingGeneratorOptions
{
    /// <summary>The batch size where none is set: 256 texts.</summary>
    public const int DefaultBatchSize = 256;

    /// <summary>Gets or sets the most texts to send in one request. The default is <see cref="DefaultBatchSize"/>.</summary>
    /// <remarks>
    /// LM Studio documents no limit. A batch is answered as a whole, with some 15 KB for each text: smaller batches show progress in the
    /// server's log and are cancelled sooner, larger ones save requests. The result is the same.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch has at least one text.");
    } = DefaultBatchSize;

    /// <summary>Gets or sets the length of the vectors that the generator's model makes, for instance 768. The default is <see langword="null"/>: not known.</summary>
    /// <remarks>
    /// It is published in the generator's metadata, where vector stores look for it, and vectors of another length are refused. It is not
    /// sent: LM Studio gives each model's own length and no other.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Dimensions
    {
        get;
        set => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A vector has at least one number.");
    }
}
