using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How requests to <c>/v1/responses</c> are written. Unset values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(ResponsesRequest))]
internal sealed partial class ResponsesJsonContext : JsonSerializerContext;
