using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads members of what <c>/v1/messages</c> sends. A member that is missing, null or of another type than expected counts as not sent: the
/// caller gets the JSON as well, so nothing is lost by reading on.
/// </summary>
internal static class MessagesElement
{
    public static string? GetText(JsonElement element, string name)
    {
        if (!TryGet(element, name, JsonValueKind.String, out JsonElement value))
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: not Unicode, but readable where it stays escaped.
            return value.GetRawText().Trim('"');
        }
    }

    public static int? GetInteger(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.Number, out JsonElement value) && value.TryGetInt32(out int number) ? number : null;

    public static bool TryGetObject(JsonElement element, string name, out JsonElement value) => TryGet(element, name, JsonValueKind.Object, out value);

    public static bool TryGetArray(JsonElement element, string name, out JsonElement value) => TryGet(element, name, JsonValueKind.Array, out value);

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
