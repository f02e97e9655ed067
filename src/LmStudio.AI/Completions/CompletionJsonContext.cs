using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How text completions go over the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LmStudioCompletionRequest))]
internal sealed partial class CompletionJsonContext : JsonSerializerContext;
