using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes an image as its bytes in base64.</summary>
internal sealed class InlineImageBase64Converter : JsonConverter<InlineImage>
{
    public override InlineImage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, InlineImage value, JsonSerializerOptions options) => value.WriteBase64(writer);
}
