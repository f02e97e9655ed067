using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How what goes over <c>/v1/chat/completions</c> is written and read. Unset values are left out: the server refuses nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatCompletionRequest))]
[JsonSerializable(typeof(ChatCompletion))]
internal sealed partial class ChatCompletionJsonContext : JsonSerializerContext;
