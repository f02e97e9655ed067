using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Writes and reads the arguments of function calls. Their values may be of any type that the caller's functions take.</summary>
internal static class FunctionArguments
{
    private static readonly JsonTypeInfo<IDictionary<string, object?>> Type =
        (JsonTypeInfo<IDictionary<string, object?>>)ValueJson.Options.GetTypeInfo(typeof(IDictionary<string, object?>));

    /// <summary>Writes arguments as the text of a JSON object, which is empty if there are none.</summary>
    public static string ToText(IDictionary<string, object?>? arguments) => arguments is null ? "{}" : Join(arguments);

    /// <summary>Writes arguments as a JSON object, which is empty if there are none.</summary>
    public static JsonElement ToElement(IDictionary<string, object?>? arguments) => JsonSerializer.Deserialize(ToText(arguments), LmStudioJsonContext.Default.JsonElement);

    /// <summary>Reads a JSON object, even if it is encoded twice, as a JSON string. For a function without parameters, the text may be empty.</summary>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static IDictionary<string, object?>? Parse(string text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize(JsonText.ReplaceHalves(Unwrap(text)), Type);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The reader's exceptions for an unpaired surrogate, escaped and not.
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>Returns whether a text is a JSON object.</summary>
    public static bool IsObject(string text)
    {
        try
        {
            return Parse(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes the arguments one by one: a value that cannot be written is only itself lost.</summary>
    private static string Join(IDictionary<string, object?> arguments) =>
        "{" + string.Join(",", arguments.Select(static argument => $"{ValueJson.Write(argument.Key)}:{(argument.Value is { } value ? ValueJson.Write(value) : "null")}")) + "}";

    private static string Unwrap(string text) =>
        text.TrimStart().StartsWith("\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize(text, LmStudioJsonContext.Default.JsonElement).GetString() ?? "" : text;
}
