using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Reads and writes integrations as LM Studio's API has them; an id alone stands for a plugin.</summary>
internal sealed class IntegrationsConverter : JsonConverter<IList<LmStudioIntegration>>
{
    public override IList<LmStudioIntegration> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, IList<LmStudioIntegration> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (LmStudioIntegration integration in value)
        {
            JsonSerializer.Serialize(writer, integration, SettingsJsonContext.Default.LmStudioIntegration);
        }

        writer.WriteEndArray();
    }

    /// <exception cref="JsonException">The JSON is no list of integrations.</exception>
    public static List<LmStudioIntegration> Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select(ReadOne)]
            : throw new JsonException("The setting 'integrations' is not an array.");

    private static LmStudioIntegration ReadOne(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? LmStudioIntegration.Plugin(json.GetString()!)
        : json.Deserialize(SettingsJsonContext.Default.LmStudioIntegration) ?? throw new JsonException("An integration is null.");
}
