using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Writes JSON schemas so that LM Studio's engines understand them. They refuse the schema <c>true</c>, which stands for values of the type
/// <see cref="object"/>, with "Unrecognized schema: true".
/// </summary>
/// <remarks>
/// The transformation of Microsoft.Extensions.AI passes over definitions, and throws on arrays of items, both of which schemas of MCP
/// servers have.
/// </remarks>
internal static class PortableSchema
{
    /// <summary>The schemas of functions and formats, which are sent again with each turn.</summary>
    private static readonly ConditionalWeakTable<object, StrongBox<JsonElement>> Cache = new();

    /// <summary>Returns the schema of a function's parameters: always one of an object that names its properties, as LM Studio wants it, also where there are none.</summary>
    public static JsonElement Get(AIFunctionDeclaration function) => Get(function, function.JsonSchema, CompleteParameters);

    /// <summary>Returns the schema of an answer, or <see langword="null"/> where the format has none.</summary>
    public static JsonElement? Get(ChatResponseFormatJson format) => format.Schema is { } schema ? Get(format, schema, static schema => schema) : null;

    private static JsonElement Get(object owner, JsonElement schema, Func<JsonNode?, JsonNode?> complete) =>
        Cache.GetValue(owner, _ => new(Rewrite(schema, complete))).Value;

    private static JsonElement Rewrite(JsonElement schema, Func<JsonNode?, JsonNode?> complete)
    {
        // In an array, so that the schema itself can be replaced like those within it.
        JsonArray whole = [JsonSerializer.SerializeToNode(schema, LmStudioJsonContext.Default.JsonElement)];
        NameTypes(whole);
        return JsonSerializer.SerializeToElement(complete(whole[0])!, LmStudioJsonContext.Default.JsonNode);
    }

    private static JsonNode? CompleteParameters(JsonNode? schema)
    {
        if (schema is JsonObject parameters)
        {
            parameters["type"] ??= "object";
            parameters["properties"] ??= new JsonObject();
        }

        return schema;
    }

    /// <summary>Replaces what is <c>true</c> among schemas, and within them.</summary>
    private static void NameTypes(JsonArray schemas)
    {
        for (int i = 0; i < schemas.Count; i++)
        {
            if (IsTrue(schemas[i]))
            {
                schemas[i] = CreateAnything();
            }
            else
            {
                NameTypesWithin(schemas[i]);
            }
        }
    }

    private static void NameTypes(JsonObject owner, string key)
    {
        if (IsTrue(owner[key]))
        {
            owner[key] = CreateAnything();
        }
        else
        {
            NameTypesWithin(owner[key]);
        }
    }

    private static void NameTypesWithin(JsonNode? schema)
    {
        if (schema is not JsonObject members)
        {
            return;
        }

        // A copy, as members cannot be replaced while they are enumerated.
        foreach (KeyValuePair<string, JsonNode?> member in members.ToArray())
        {
            switch (member.Key)
            {
                case "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" when member.Value is JsonObject named:
                    foreach (KeyValuePair<string, JsonNode?> schemaOfName in named.ToArray())
                    {
                        NameTypes(named, schemaOfName.Key);
                    }

                    break;

                case "anyOf" or "oneOf" or "allOf" or "prefixItems" or "items" when member.Value is JsonArray schemas:
                    NameTypes(schemas);
                    break;

                // The server wants it to stay a boolean where it is one.
                case "additionalProperties":
                    NameTypesWithin(member.Value);
                    break;

                case "items" or "contains" or "not" or "if" or "then" or "else":
                    NameTypes(members, member.Key);
                    break;
            }
        }
    }

    private static bool IsTrue(JsonNode? schema) => schema?.GetValueKind() == JsonValueKind.True;

    /// <summary>Makes the schema of anything. An empty one is not taken for that by all engines, so every type is named.</summary>
    private static JsonObject CreateAnything() => new() { ["type"] = new JsonArray("object", "array", "string", "number", "boolean", "null") };
}
