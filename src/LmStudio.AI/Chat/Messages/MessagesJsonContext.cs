using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How requests to <c>/v1/messages</c> are written. Unset values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(MessagesRequest))]
internal sealed partial class MessagesJsonContext : JsonSerializerContext;
