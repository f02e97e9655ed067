using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Recognizes contents that were serialized as JSON: results of a function whose declared type is not a content, or contents in a stored history. As text, an
/// image in them would be megabytes of base64 for the model.
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
            // The caller's own types may have a $type property too.
            return null;
        }
    }

    private static string? TypeOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(TypeKey, out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
