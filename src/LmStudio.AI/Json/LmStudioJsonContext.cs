using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How requests are written, and JSON that has no type here is read. Unset values are left out: the server refuses nulls.</summary>
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
