using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The answer of <c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingAnswer
{
    [JsonConverter(typeof(EmbeddingItemsConverter))]
    public List<EmbeddingItem>? Data { get; set; }

    /// <summary>Gets or sets the model that answered, which can have a quantization added or be an instance's id.</summary>
    public string? Model { get; set; }

    public EmbeddingUsage? Usage { get; set; }
}
