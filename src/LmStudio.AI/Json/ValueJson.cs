using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Writes function arguments and results of callers' types as JSON for a model. A value that cannot be written does not throw, as the history could never be
/// sent again.
/// </summary>
internal static class ValueJson
{
    /// <summary>Gets the serializer options, which support NaN, infinity and cycles.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Writes a value. One of a type that has no JSON, like a stream, becomes its text.</summary>
    public static string Write(object value)
    {
        try
        {
            return CompactJson.Write(value, Options.GetTypeInfo(value.GetType()));
        }
        catch (Exception)
        {
            // The members of a caller's type may throw any exception.
            return value is JsonElement { ValueKind: not JsonValueKind.Undefined } element
                ? CompactJson.Write(JsonSerializer.Deserialize(JsonText.ReplaceHalves(element.GetRawText()), LmStudioJsonContext.Default.JsonElement), LmStudioJsonContext.Default.JsonElement)
                : CompactJson.Write(Describe(value), Options.GetTypeInfo(typeof(string)));
        }
    }

    /// <summary>Returns the text of a value, or the name of its type if it has none.</summary>
    private static string Describe(object value) =>
        value.ToString() is { } text && text != value.GetType().ToString() ? text : $"[{value.GetType().Name}]";

    private static JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions options = new(AIJsonUtilities.DefaultOptions)
        {
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            ReferenceHandler = ReferenceHandler.IgnoreCycles,
        };
        options.MakeReadOnly();
        return options;
    }
}
