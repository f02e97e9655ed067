using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// The serialization of requests, and the deserialization of JSON without a specific type. Unset values are omitted: the server rejects nulls.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth,
    Converters = [typeof(ChatRequestConverter)])]
[JsonSerializable(typeof(LmStudioLoadRequest))]
[JsonSerializable(typeof(LmStudioUnloadRequest))]
[JsonSerializable(typeof(LmStudioDownloadRequest))]
[JsonSerializable(typeof(LmStudioChatRequest))]
[JsonSerializable(typeof(PreviewChatRequest))]
[JsonSerializable(typeof(JsonDocument))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class LmStudioJsonContext : JsonSerializerContext;
