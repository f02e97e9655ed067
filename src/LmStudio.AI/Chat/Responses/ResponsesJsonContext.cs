using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The serialization of requests to <c>/v1/responses</c>. Unset values are omitted.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = CompactJson.MaxDepth)]
[JsonSerializable(typeof(ResponsesRequest))]
internal sealed partial class ResponsesJsonContext : JsonSerializerContext;
