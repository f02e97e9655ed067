using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Recognizes contents that were written as JSON: by a function whose declared type does not tell that it returns contents, or by a history
/// that was stored. As text, an image of theirs would be megabytes of base64 to the model.
/// </summary>
internal static class SerializedContents
{
    private const string TypeKey = "$type";
    private const string DataType = "data";

    private static readonly JsonTypeInfo<AIContent> Type = (JsonTypeInfo<AIContent>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent));

    /// <summary>Returns the contents, or <see langword="null"/> for JSON that is something else or has no data in it.</summary>
    public static IReadOnlyList<AIContent>? Read(JsonElement json)
    {
        IEnumerable<JsonElement> items = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [json];
        if (!items.All(static item => TypeOf(item) is not null) || !items.Any(static item => TypeOf(item) == DataType))
        {
            return null;
        }

        try
        {
            return [.. items.Select(static item => JsonSerializer.Deserialize(item, Type)!)];
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            // The caller's own types may have the same mark.
            return null;
        }
    }

    private static string? TypeOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(TypeKey, out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
