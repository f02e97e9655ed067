using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>Adds a type to schemas without one: engines reject a schema with only annotations, with "Unrecognized schema".</summary>
internal static class SchemaType
{
    /// <summary>The keywords from which an engine creates a grammar. A schema needs at least one of them.</summary>
    private static readonly string[] Shapes = ["type", "$ref", "anyOf", "oneOf", "allOf", "const", "enum", "properties", "items", "prefixItems"];

    private static readonly string[] Choices = ["anyOf", "oneOf", "allOf", "enum"];

    /// <summary>The types that keywords speak of.</summary>
    private static readonly (string Type, string[] Keywords)[] Speaking =
    [
        ("string", ["pattern", "format", "minLength", "maxLength", "contentEncoding", "contentMediaType"]),
        ("object", ["required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"]),
        ("array", ["contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"]),
        ("number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ];

    /// <summary>Creates a schema for any value. Not all engines accept an empty schema, so it lists all types.</summary>
    public static JsonObject CreateAnything() => new() { ["type"] = CreateAnyType() };

    /// <summary>Adds a type to a schema without one, and replaces a list with one type by the type, as not all engines accept lists.</summary>
    public static void Complete(JsonObject schema)
    {
        RemoveEmptyChoices(schema);
        if (schema["type"] is JsonArray types)
        {
            if (types.Count == 1 && types[0] is { } only)
            {
                schema["type"] = only.DeepClone();
            }
            else if (types.Count == 0)
            {
                schema["type"] = CreateAnyType();
            }
        }
        else if (!Array.Exists(Shapes, schema.ContainsKey))
        {
            schema["type"] = Speaking.FirstOrDefault(speaking => Array.Exists(speaking.Keywords, schema.ContainsKey)).Type is { } type ? type : CreateAnyType();
        }
    }

    /// <summary>Removes empty choices, from which engines cannot create a grammar: lists that are empty or contain only <c>false</c>.</summary>
    private static void RemoveEmptyChoices(JsonObject schema)
    {
        foreach (string keyword in Choices)
        {
            if (schema[keyword] is JsonArray list && (list.Count == 0 || (keyword != "enum" && list.All(static item => item?.GetValueKind() == JsonValueKind.False))))
            {
                _ = schema.Remove(keyword);
            }
        }
    }

    // Not a collection expression: it would add the texts by a method that native AOT does not allow.
    private static JsonArray CreateAnyType() => new("object", "array", "string", "number", "boolean", "null");
}
