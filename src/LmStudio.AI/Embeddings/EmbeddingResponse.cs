namespace LmStudio.AI;

/// <summary>The response of <c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingResponse
{
    public required List<EmbeddingItem> Data { get; init; }

    /// <summary>Gets the model, which can include a quantization or be an instance id.</summary>
    public string? Model { get; init; }

    public EmbeddingUsage? Usage { get; init; }
}
