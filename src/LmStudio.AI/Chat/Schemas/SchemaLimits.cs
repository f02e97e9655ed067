using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>The keyword values that engines cannot compile. They are removed from the schema and stated in its description, which the model reads.</summary>
internal static class SchemaLimits
{
    /// <summary>The most repetitions in a grammar that are safe. llama.cpp gives up at 2,000, less what surrounds them.</summary>
    public const int MostRepetitions = 1000;

    /// <summary>The keywords, the values that engines can compile, and the description of other values.</summary>
    private static readonly (string Keyword, Func<JsonNode, bool> CanCompile, string Description)[] Rows =
    [
        ("pattern", SchemaPattern.CanCompile, "Matches the regular expression {0}"),
        ("minLength", IsSmall, "Has at least {0} characters."),
        ("maxLength", IsSmall, "Has at most {0} characters."),
        ("minItems", IsSmall, "Has at least {0} items."),
        ("maxItems", IsSmall, "Has at most {0} items."),
    ];

    /// <summary>Gets the keywords whose values an engine may not support.</summary>
    public static IEnumerable<string> Keywords => Rows.Select(static row => row.Keyword);

    /// <summary>Moves what cannot be compiled from a schema into its description.</summary>
    public static void Apply(JsonObject schema)
    {
        foreach ((string keyword, Func<JsonNode, bool> canCompile, string description) in Rows)
        {
            if (schema[keyword] is { } value && !canCompile(value))
            {
                _ = schema.Remove(keyword);
                Describe(schema, string.Format(CultureInfo.InvariantCulture, description, value));
            }
        }
    }

    /// <summary>Adds a sentence to a schema's description.</summary>
    public static void Describe(JsonObject schema, string sentence)
    {
        string? description = schema["description"] is JsonValue value && value.TryGetValue(out string? text) ? text.TrimEnd() : null;
        schema["description"] = string.IsNullOrEmpty(description) ? sentence
            : description![description.Length - 1] is '.' or '!' or '?' ? $"{description} {sentence}"
            : $"{description}. {sentence}";
    }

    private static bool IsSmall(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue(out double number) && number is >= 0 and <= MostRepetitions;
}
