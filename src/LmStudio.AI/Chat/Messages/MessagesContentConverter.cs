using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Writes a single text as a string, as in LM Studio's own examples, and everything else as blocks.</summary>
internal sealed class MessagesContentConverter : JsonConverter<List<MessagesBlock>>
{
    public override List<MessagesBlock> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are only written.");

    public override void Write(Utf8JsonWriter writer, List<MessagesBlock> value, JsonSerializerOptions options)
    {
        if (value.Count == 1 && value[0] is { Type: "text", Text: { } text })
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (MessagesBlock block in value)
        {
            JsonSerializer.Serialize(writer, block, MessagesJsonContext.Default.MessagesBlock);
        }

        writer.WriteEndArray();
    }
}
