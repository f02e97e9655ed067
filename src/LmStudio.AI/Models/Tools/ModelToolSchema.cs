using System.Buffers;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Writes the JSON schema of a tool's parameters.</summary>
internal static class ModelToolSchema
{
    public static JsonElement Create(params ModelToolParameter[] parameters)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (ModelToolParameter parameter in parameters)
            {
                json.WriteStartObject(parameter.Name);
                json.WriteString("type", parameter.Type);
                json.WriteString("description", parameter.Description);
                WriteArray(json, "enum", parameter.Values);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            WriteArray(json, "required", parameters.Where(static parameter => parameter.IsRequired).Select(static parameter => parameter.Name));
            json.WriteBoolean("additionalProperties", false);
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(new ReadOnlySequence<byte>(stream.ToArray()));
        return document.RootElement.Clone();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        if (values?.Any() == true)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }
}
