using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The serialization of requests to <c>/v1/chat/completions</c>. Unset values are omitted: the server rejects nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(ChatCompletionRequest))]
internal sealed partial class ChatCompletionJsonContext : JsonSerializerContext;
