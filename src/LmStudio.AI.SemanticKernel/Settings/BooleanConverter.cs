using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Reads booleans, also as strings: Semantic Kernel's YAML reader returns values of unknown types as strings.</summary>
internal sealed class BooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when bool.TryParse(reader.GetString(), out bool value) => value,
        _ => throw new JsonException("The setting is neither true nor false."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
