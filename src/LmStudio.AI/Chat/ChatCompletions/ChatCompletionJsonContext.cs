using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How requests to <c>/v1/chat/completions</c> are written. Unset values are left out: the server refuses nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(ChatCompletionRequest))]
internal sealed partial class ChatCompletionJsonContext : JsonSerializerContext;
