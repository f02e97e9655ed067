using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes a single text as a string, which all server versions accept, and everything else as items.</summary>
internal sealed class InputConverter : JsonConverter<IList<LmStudioInputItem>>
{
    public override IList<LmStudioInputItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, IList<LmStudioInputItem> value, JsonSerializerOptions options)
    {
        if (value.Count == 1 && value[0] is { Type: "text", Content: { } text })
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (LmStudioInputItem item in value)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, item.Type);
            if (item.Content is not null)
            {
                writer.WriteString("content"u8, item.Content);
            }

            if (item.InlineImage is not null)
            {
                writer.WritePropertyName("data_url"u8);
                item.InlineImage.WriteUrl(writer);
            }
            else if (item.DataUrl is not null)
            {
                writer.WriteString("data_url"u8, item.DataUrl);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
