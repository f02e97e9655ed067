using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Writes JSON schemas so that LM Studio's engines understand them. They refuse the schema <c>true</c>, which stands for values of the type
/// <see cref="object"/>, with "Unrecognized schema: true".
/// </summary>
internal static class PortableSchema
{
    private static readonly AIJsonSchemaTransformCache Cache = new(new AIJsonSchemaTransformOptions { TransformSchemaNode = Transform });

    /// <summary>Returns the schema of a function's parameters.</summary>
    public static JsonElement Get(AIFunctionDeclaration function) => Cache.GetOrCreateTransformedSchema(function);

    /// <summary>Returns the schema of an answer, or <see langword="null"/> where the format has none.</summary>
    public static JsonElement? Get(ChatResponseFormatJson format) => Cache.GetOrCreateTransformedSchema(format);

    private static JsonNode Transform(AIJsonSchemaTransformContext context, JsonNode schema)
    {
        // "additionalProperties" must stay a boolean; and an empty schema is not taken for "anything" by all of them, so every type is named.
        return schema.GetValueKind() == JsonValueKind.True && !(context.IsDictionaryValueSchema && context.PropertyName is null)
            ? new JsonObject { ["type"] = new JsonArray("object", "array", "string", "number", "boolean", "null") }
            : schema;
    }
}
