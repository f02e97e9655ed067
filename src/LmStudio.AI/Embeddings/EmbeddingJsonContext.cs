using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How embeddings go over the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingUsage))]
internal sealed partial class EmbeddingJsonContext : JsonSerializerContext;
