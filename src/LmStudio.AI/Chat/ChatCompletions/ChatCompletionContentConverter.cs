using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes a single text as a string, the only form that templates accept for all roles, and everything else as parts.</summary>
internal sealed class ChatCompletionContentConverter : JsonConverter<IReadOnlyList<ChatCompletionPart>>
{
    public override IReadOnlyList<ChatCompletionPart> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ChatCompletionPart> value, JsonSerializerOptions options)
    {
        if (value.Count == 1 && value[0].Text is { } text)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (ChatCompletionPart part in value)
        {
            writer.WriteStartObject();
            if (part.Image is not null)
            {
                writer.WriteString("type"u8, "image_url"u8);
                writer.WriteStartObject("image_url"u8);
                writer.WritePropertyName("url"u8);
                part.Image.WriteUrl(writer);
                if (part.Detail is not null)
                {
                    writer.WriteString("detail"u8, part.Detail);
                }

                writer.WriteEndObject();
            }
            else
            {
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, part.Text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
