using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads members of JSON objects. One that is missing or of another kind than expected reads as <see langword="null"/>: the server sends
/// <c>false</c> for a number, and other servers of this API differ in more.
/// </summary>
internal static class ResponsesJson
{
    public static string? GetText(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Returns a text, or the JSON of anything else that stands in its place.</summary>
    public static string? GetTextOrJson(JsonElement element, string name) =>
        !TryGet(element, name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    public static long? GetCount(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) ? count : null;

    public static bool? GetBoolean(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    /// <summary>Returns the object; where there is none, an element that has no members.</summary>
    public static JsonElement GetObject(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : default;

    /// <summary>Returns the items of an array, or <see langword="null"/> when there is none.</summary>
    public static IEnumerable<JsonElement>? GetItems(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : null;

    private static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }
}
