using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Reads fields leniently, as the compatible routes do: unknown fields are ignored, and a field that is <see langword="null"/> or of an unexpected type is
/// treated as missing.
/// </summary>
internal static class LooseJson
{
    /// <exception cref="WireException">The body isn't a JSON object.</exception>
    public static JsonElement Parse(string body)
    {
        using JsonDocument document = SchemaReader.Parse(body);
        return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw WireErrors.InvalidJson();
    }

    public static JsonElement? Field(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement json, string name) => json.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static double? Number(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public static int? Integer(this JsonElement json, string name) => (int?)json.Number(name);

    public static bool? Flag(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public static JsonElement? Object(this JsonElement json, string name) => json.Field(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    /// <summary>Reads a text or a list of texts.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement json, string name) => json.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several =>
            [.. several.EnumerateArray().Where(static item => item.ValueKind is JsonValueKind.String).Select(static item => item.GetString()!)],
        _ => [],
    };
}
