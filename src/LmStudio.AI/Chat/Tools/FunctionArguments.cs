using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Writes and reads the arguments of function calls. Their values may be of any type that the caller's functions take.</summary>
internal static class FunctionArguments
{
    private static readonly JsonTypeInfo<IDictionary<string, object?>> Type =
        (JsonTypeInfo<IDictionary<string, object?>>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>));

    /// <summary>Writes arguments as the text of a JSON object, which is empty where there are none.</summary>
    public static string ToText(IDictionary<string, object?>? arguments) => arguments is null ? "{}" : CompactJson.Write(arguments, Type);

    /// <summary>Writes arguments as a JSON object, which is empty where there are none.</summary>
    public static JsonElement ToElement(IDictionary<string, object?>? arguments) =>
        JsonSerializer.SerializeToElement(arguments ?? new Dictionary<string, object?>(), Type);

    /// <summary>Reads the text of a JSON object. A call of a function without parameters may come with no text at all.</summary>
    /// <exception cref="JsonException">The text is something else.</exception>
    public static IDictionary<string, object?>? Parse(string text) =>
        string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize(text, Type);
}
