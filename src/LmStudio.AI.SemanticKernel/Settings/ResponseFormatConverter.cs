using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Reads and writes response formats as in Semantic Kernel: a string or a schema.</summary>
internal sealed class ResponseFormatConverter : JsonConverter<ChatResponseFormat>
{
    public override ChatResponseFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonElement json = JsonElement.ParseValue(ref reader);
        return json.ValueKind switch
        {
            JsonValueKind.String => ReadWord(json.GetString()),
            JsonValueKind.Object when json.TryGetProperty("json_schema", out JsonElement wrapped) => ReadWrapped(wrapped),
            JsonValueKind.Object when json.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() is "text" or "json_object" =>
                ReadWord(type.GetString()),
            JsonValueKind.Object => ChatResponseFormat.ForJsonSchema(json),
            _ => throw Wrong(),
        };
    }

    public override void Write(Utf8JsonWriter writer, ChatResponseFormat value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case ChatResponseFormatJson { Schema: { } schema }:
                schema.WriteTo(writer);
                break;

            case ChatResponseFormatJson:
                writer.WriteStringValue("json_object");
                break;

            default:
                writer.WriteStringValue("text");
                break;
        }
    }

    private static ChatResponseFormat ReadWord(string? word) => word switch
    {
        "text" => ChatResponseFormat.Text,
        "json_object" => ChatResponseFormat.Json,
        _ => throw Wrong(),
    };

    private static ChatResponseFormatJson ReadWrapped(JsonElement wrapped) =>
        wrapped.ValueKind == JsonValueKind.Object && wrapped.TryGetProperty("schema", out JsonElement schema)
            ? ChatResponseFormat.ForJsonSchema(schema, Text(wrapped, "name"), Text(wrapped, "description"))
            : throw Wrong();

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonException Wrong() => new("The setting 'response_format' is none of: \"text\", \"json_object\", a JSON schema.");
}
