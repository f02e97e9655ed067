using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Reads and writes reasoning efforts by the names that Semantic Kernel and LM Studio have for them.</summary>
internal sealed class ReasoningEffortConverter : JsonConverter<ReasoningEffort>
{
    public override ReasoningEffort Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? reader.GetString()!.ToUpperInvariant() : "") switch
        {
            "NONE" or "OFF" => ReasoningEffort.None,
            "LOW" or "MINIMAL" => ReasoningEffort.Low,
            "MEDIUM" => ReasoningEffort.Medium,
            "HIGH" or "ON" => ReasoningEffort.High,
            "XHIGH" or "EXTRAHIGH" => ReasoningEffort.ExtraHigh,
            _ => throw new JsonException("The setting 'reasoning_effort' is none of: none, low, medium, high, xhigh."),
        };

    public override void Write(Utf8JsonWriter writer, ReasoningEffort value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    });
}
