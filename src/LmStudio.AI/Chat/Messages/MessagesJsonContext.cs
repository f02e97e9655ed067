using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The serialization of requests to <c>/v1/messages</c>. Unset values are omitted.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(MessagesRequest))]
internal sealed partial class MessagesJsonContext : JsonSerializerContext;
