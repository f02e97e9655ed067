using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How text completions go over the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LmStudioCompletionRequest))]
[JsonSerializable(typeof(LmStudioCompletion))]
internal sealed partial class CompletionJsonContext : JsonSerializerContext;
