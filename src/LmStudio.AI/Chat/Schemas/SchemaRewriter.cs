using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>
/// Rewrites a schema, keyword by keyword, and replaces what the engines cannot compile: boolean schemas, schemas without a type, the values that
/// <see cref="SchemaLimits"/> lists, and references to anything but <c>$defs</c>.
/// </summary>
/// <remarks>
/// The transformation of Microsoft.Extensions.AI ignores definitions and throws on arrays of items. Schemas of MCP servers contain both.
/// </remarks>
internal sealed class SchemaRewriter
{
    private readonly SchemaReferences _references;

    private SchemaRewriter(JsonNode? root) => _references = new SchemaReferences(root as JsonObject ?? []);

    /// <summary>Returns the schema to send. The specified schema may be changed.</summary>
    public static JsonNode Rewrite(JsonNode? schema)
    {
        SchemaRewriter rewriter = new(schema);
        JsonNode root = rewriter.RewriteSchema(schema, isRoot: true) ?? SchemaType.CreateAnything();
        if (root is JsonObject members)
        {
            rewriter.AddDefinitions(members);
        }

        return root;
    }

    /// <summary>Returns the replacement of a schema, or <see langword="null"/> for a schema that matches nothing.</summary>
    private JsonNode? RewriteSchema(JsonNode? schema, bool isRoot = false)
    {
        switch (schema?.GetValueKind())
        {
            case JsonValueKind.True:
                return SchemaType.CreateAnything();

            case JsonValueKind.False:
                return null;

            case JsonValueKind.Object:
                RewriteMembers(schema.AsObject(), isRoot);
                return schema;

            default:
                return schema;
        }
    }

    private void RewriteMembers(JsonObject schema, bool isRoot)
    {
        _references.Rewrite(schema);

        // A copy, as members cannot be replaced while they are enumerated.
        foreach (KeyValuePair<string, JsonNode?> member in schema.ToArray())
        {
            switch (member.Key)
            {
                // All references go to the definitions of the root.
                case "$defs" when isRoot && member.Value is JsonObject definitions:
                    foreach (string name in definitions.Select(static definition => definition.Key).Where(static name => !SchemaReferences.IsPortableName(name)).ToArray())
                    {
                        _ = definitions.Remove(name);
                    }

                    // A schema that matches nothing is kept for references to it.
                    foreach (string name in definitions.Where(static definition => definition.Value?.GetValueKind() == JsonValueKind.False).Select(static definition => definition.Key).ToArray())
                    {
                        definitions[name] = true;
                    }

                    RewriteNamed(definitions, SchemaType.CreateAnything);
                    break;

                case "$defs" or "definitions":
                    _ = schema.Remove(member.Key);
                    break;

                case "properties" or "patternProperties" or "dependentSchemas" when member.Value is JsonObject named:
                    RewriteNamed(named);
                    break;

                case "anyOf" or "oneOf" or "allOf" or "prefixItems" or "items" when member.Value is JsonArray schemas:
                    RewriteList(schemas);
                    if (schemas.Count == 0)
                    {
                        _ = schema.Remove(member.Key);
                    }

                    break;

                // The server requires these to be booleans.
                case "additionalProperties" or "unevaluatedProperties" or "unevaluatedItems" or "additionalItems" when member.Value is JsonObject additional:
                    Replace(schema, member.Key, additional.Count == 0 ? JsonValue.Create(true) : RewriteSchema(additional));
                    break;

                case "items" or "contains" or "propertyNames" or "not" or "if" or "then" or "else":
                    Replace(schema, member.Key, RewriteSchema(member.Value));
                    break;
            }
        }

        // In this order: the type depends on the remaining keywords, and on the limits.
        SchemaType.Complete(schema);
        SchemaLimits.Apply(schema);
    }

    /// <summary>Rewrites named schemas. A schema that matches nothing is removed, or replaced if references may point to it.</summary>
    private void RewriteNamed(JsonObject named, Func<JsonNode>? replacement = null)
    {
        foreach (KeyValuePair<string, JsonNode?> member in named.ToArray())
        {
            Replace(named, member.Key, RewriteSchema(member.Value) ?? replacement?.Invoke());
        }
    }

    private void RewriteList(JsonArray schemas)
    {
        for (int i = schemas.Count - 1; i >= 0; i--)
        {
            JsonNode? schema = RewriteSchema(schemas[i]);
            if (schema is null)
            {
                schemas.RemoveAt(i);
            }
            else if (schema != schemas[i])
            {
                schemas[i] = schema;
            }
        }
    }

    private static void Replace(JsonObject owner, string key, JsonNode? schema)
    {
        if (schema is null)
        {
            _ = owner.Remove(key);
        }
        else if (schema != owner[key])
        {
            owner[key] = schema;
        }
    }

    /// <summary>Adds what references were moved to. Definitions may refer to others.</summary>
    private void AddDefinitions(JsonObject root)
    {
        while (_references.TryTakeMoved(out string? name, out JsonNode? target))
        {
            JsonObject definitions = root["$defs"] as JsonObject ?? [];
            definitions[name] = RewriteSchema(target) ?? SchemaType.CreateAnything();
            root["$defs"] ??= definitions;
        }
    }
}
