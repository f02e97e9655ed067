namespace LmStudio.AI;

/// <summary>The answer of <c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingAnswer
{
    public required List<EmbeddingItem> Data { get; init; }

    /// <summary>Gets or sets the model that answered, which can have a quantization added or be an instance's id.</summary>
    public string? Model { get; init; }

    public EmbeddingUsage? Usage { get; init; }
}
