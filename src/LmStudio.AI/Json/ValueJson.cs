using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Writes values of callers' types, which functions take and give, as JSON for a model. A history that holds one that cannot be written
/// must not be stuck at it: the function has run.
/// </summary>
internal static class ValueJson
{
    /// <summary>Gets how values are written: with "NaN" and infinity, which have no number in JSON, and without cycles.</summary>
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
            // What the members of a caller's type throw cannot be known.
            return value is JsonElement { ValueKind: not JsonValueKind.Undefined } element
                ? CompactJson.Write(JsonSerializer.Deserialize(JsonText.ReplaceHalves(element.GetRawText()), LmStudioJsonContext.Default.JsonElement), LmStudioJsonContext.Default.JsonElement)
                : CompactJson.Write(Describe(value), Options.GetTypeInfo(typeof(string)));
        }
    }

    /// <summary>Returns the text of a value, or the name of its type where it has none of its own.</summary>
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
