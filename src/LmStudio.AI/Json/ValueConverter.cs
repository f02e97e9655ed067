using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Reads a number or a boolean. Anything else is read as the default.</summary>
internal sealed class ValueConverter<T> : JsonConverter<T>
    where T : struct
{
    private static readonly OptionalValueConverter<T> Optional = new();

    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Optional.Read(ref reader, typeToConvert, options).GetValueOrDefault();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only read.");
}
