using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes an image as its <c>data:</c> URL.</summary>
internal sealed class InlineImageUrlConverter : JsonConverter<InlineImage>
{
    public override InlineImage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, InlineImage value, JsonSerializerOptions options) => value.WriteUrl(writer);
}
