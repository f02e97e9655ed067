using System.Globalization;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads members of JSON objects. A member that is missing, null or of an unexpected type is read as <see langword="null"/>: servers send <c>false</c> for a
/// number, among other deviations. Callers can still read the JSON.
/// </summary>
internal static class JsonMember
{
    /// <summary>Beyond it, whole numbers are not exact in a <see cref="double"/>.</summary>
    private const double MostExact = 9007199254740992;

    /// <summary>Returns a required text.</summary>
    /// <exception cref="JsonException">The text is not valid Unicode: invalid UTF-8 or an unpaired surrogate.</exception>
    public static string? GetText(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.String, out JsonElement value) ? ReadText(value) : null;

    /// <summary>Returns an optional text; a text that is not valid Unicode is treated as missing.</summary>
    public static string? GetOptionalText(JsonElement element, string name)
    {
        try
        {
            return GetText(element, name);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns a text, or the JSON of any other value.</summary>
    /// <exception cref="JsonException">The text is not valid Unicode.</exception>
    public static string? GetTextOrJson(JsonElement element, string name) =>
        !TryGet(element, name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? ReadText(value)
        : value.GetRawText();

    /// <summary>Returns a text, or the joined texts of parts like <c>[{"type":"text","text":"…"}]</c>; for other values, returns their JSON.</summary>
    /// <exception cref="JsonException">The text is not valid Unicode.</exception>
    public static string? GetJoinedText(JsonElement element, string name)
    {
        string?[] parts = [.. (GetItems(element, name) ?? []).Select(static part => GetText(part, "text"))];
        return parts.Length > 0 && Array.TrueForAll(parts, static part => part is not null) ? string.Concat(parts) : GetTextOrJson(element, name);
    }

    /// <summary>Returns a whole number, also one that is written like <c>3.0</c> or <c>"3"</c>.</summary>
    public static long? GetCount(JsonElement element, string name) => TryGet(element, name, out JsonElement value) ? ToCount(value) : null;

    /// <summary>Returns a number, also one that is written as a string.</summary>
    public static double? GetNumber(JsonElement element, string name) => TryGet(element, name, out JsonElement value) ? ToNumber(value) : null;

    public static long? ToCount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) ? count
        : ToNumber(value) is { } number and >= -MostExact and <= MostExact && Math.Floor(number) == number ? (long)number
        : null;

    public static double? ToNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number) => Finite(number),
        JsonValueKind.String when double.TryParse(value.GetRawText().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => Finite(number),
        _ => null,
    };

    /// <summary>Ignores infinity and NaN: callers store responses as JSON, which supports neither.</summary>
    private static double? Finite(double number) => double.IsNaN(number) || double.IsInfinity(number) ? null : number;

    public static int? GetInteger(JsonElement element, string name) => TryGet(element, name, out JsonElement value) ? ToInteger(value) : null;

    public static int? ToInteger(JsonElement value) => ToCount(value) is { } count and >= int.MinValue and <= int.MaxValue ? (int)count : null;

    public static bool? GetBoolean(JsonElement element, string name) =>
        TryGet(element, name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public static bool TryGetObject(JsonElement element, string name, out JsonElement value) => TryGet(element, name, JsonValueKind.Object, out value);

    /// <summary>Returns the object, or an element without members if there is none.</summary>
    public static JsonElement GetObject(JsonElement element, string name) =>
        TryGetObject(element, name, out JsonElement value) ? value : default;

    /// <summary>Returns the items of an array, or <see langword="null"/> when there is none.</summary>
    public static IEnumerable<JsonElement>? GetItems(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.Array, out JsonElement value) ? value.EnumerateArray() : null;

    private static string? ReadText(JsonElement value)
    {
        try
        {
            return JsonText.Read(value);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value) =>
        TryGet(element, name, out value) && value.ValueKind == kind;

    private static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }
}
