using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>Gives schemas without a type one: engines refuse a schema of annotations only, with "Unrecognized schema".</summary>
internal static class SchemaType
{
    /// <summary>The keywords that an engine makes a grammar from. A schema needs one of them.</summary>
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

    /// <summary>Makes the schema of anything. An empty one is not taken for that by all engines, so every type is named.</summary>
    public static JsonObject CreateAnything() => new() { ["type"] = CreateAnyType() };

    /// <summary>Names the type where a schema has none, and the single one where it has a list of one, which not all engines take.</summary>
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

    /// <summary>Takes out choices of nothing, from which engines make no grammar: lists that are empty or hold only <c>false</c>.</summary>
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
