using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes JSON for a schema, without supporting all keywords: all properties, the first of several choices, and the prompt for texts.</summary>
internal static class DemoSchemaAnswer
{
    /// <summary>Schemas may refer to themselves.</summary>
    private const int DeepestLevel = 16;

    public static JsonNode Create(JsonElement schema, string prompt) => Create(schema, schema, prompt, 0) ?? new JsonObject();

    private static JsonNode? Create(JsonElement schema, JsonElement root, string prompt, int level)
    {
        if (level > DeepestLevel)
        {
            return null;
        }

        if (schema.Text("$ref") is { } reference)
        {
            return Create(Resolve(reference, root), root, prompt, level + 1);
        }

        if (schema.Field("const") is { } constant)
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.Items("enum") is [var first, ..])
        {
            return JsonNode.Parse(first.GetRawText());
        }

        foreach (string choices in new[] { "anyOf", "oneOf", "allOf" })
        {
            if (schema.Items(choices) is [var choice, ..])
            {
                return Create(choice, root, prompt, level + 1);
            }
        }

        return schema.Texts("type").FirstOrDefault(static type => type is not "null") switch
        {
            "integer" => JsonValue.Create((long)Math.Ceiling(Bounded(schema))),
            "number" => JsonValue.Create(Bounded(schema)),
            "boolean" => JsonValue.Create(true),
            "array" => CreateArray(schema, root, prompt, level),
            "string" => JsonValue.Create(CreateText(schema, prompt)),
            "object" => CreateObject(schema, root, prompt, level),
            _ => schema.Object("properties") is null ? null : CreateObject(schema, root, prompt, level),
        };
    }

    private static JsonObject CreateObject(JsonElement schema, JsonElement root, string prompt, int level)
    {
        JsonObject result = new();
        if (schema.Object("properties") is { } properties)
        {
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                result[property.Name] = Create(property.Value, root, prompt, level + 1);
            }
        }

        return result;
    }

    private static JsonArray CreateArray(JsonElement schema, JsonElement root, string prompt, int level)
    {
        int count = Math.Max(schema.Integer("minItems") ?? 1, 0);
        return schema.Field("items") is { } items
            ? new([.. Enumerable.Range(0, count).Select(_ => Create(items, root, prompt, level + 1))])
            : [];
    }

    private static string CreateText(JsonElement schema, string prompt)
    {
        string text = schema.Text("format") switch
        {
            "date-time" => "2026-01-28T12:00:00Z",
            "date" => "2026-01-28",
            "time" => "12:00:00Z",
            "email" => "someone@example.com",
            "uri" => "https://example.com/",
            "uuid" => "00000000-0000-0000-0000-000000000000",
            _ => prompt,
        };
        text = text.PadRight(schema.Integer("minLength") ?? 0, '.');
        return text[..Math.Min(text.Length, schema.Integer("maxLength") ?? int.MaxValue)];
    }

    private static double Bounded(JsonElement schema)
    {
        double? low = schema.Number("minimum") ?? schema.Number("exclusiveMinimum") + 1;
        double? high = schema.Number("maximum") ?? schema.Number("exclusiveMaximum") - 1;
        return Math.Min(Math.Max(1, low ?? 1), high ?? double.MaxValue);
    }

    /// <summary>Follows a reference into the same document, for example <c>#/$defs/City</c>.</summary>
    private static JsonElement Resolve(string reference, JsonElement root)
    {
        JsonElement found = root;
        foreach (string name in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.Field(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) ?? default;
        }

        return found;
    }
}
