using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads JSON values that may have an unexpected type: servers send <c>false</c> for a number, among other deviations. <see cref="JsonMember"/> reads such
/// values from a parsed document.
/// </summary>
internal static class JsonValueReader
{
    /// <summary>Moves from a property to its value if the property has the specified name.</summary>
    public static bool TryMoveToValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Skips a property with its value.</summary>
    public static void SkipProperty(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }

    /// <summary>Moves into an object. Any other value is skipped.</summary>
    public static bool TryEnterObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    /// <summary>Reads a string. Any other value is read as its JSON, except <c>null</c>.</summary>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonText.Read(ref reader);

            case JsonTokenType.Null:
                return null;

            default:
                using (JsonDocument value = JsonDocument.ParseValue(ref reader))
                {
                    return value.RootElement.GetRawText();
                }
        }
    }

    /// <summary>Reads a whole number, also one that is written like <c>3.0</c> or <c>"3"</c>. Any other value is read as <see langword="null"/>.</summary>
    public static int? ReadInteger(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : JsonMember.ToInteger(JsonElement.ParseValue(ref reader));

    /// <summary>Reads a number, also one that is written as a string. Any other value is read as <see langword="null"/>.</summary>
    public static double? ReadNumber(ref Utf8JsonReader reader) => JsonMember.ToNumber(JsonElement.ParseValue(ref reader));

    /// <summary>Reads any value, and <c>null</c> as <see langword="null"/>.</summary>
    public static JsonElement? ReadJson(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader);
}
