using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Writes JSON schemas so that LM Studio's engines can compile them to grammars (docs/protocol-schemas.md). One schema that they cannot
/// compile fails the whole request. A schema that they can is sent as it is.
/// </summary>
internal static class PortableSchema
{
    /// <summary>The schemas of functions and formats, which are sent again with each turn.</summary>
    private static readonly ConditionalWeakTable<object, StrongBox<JsonElement>> Cache = new();

    /// <summary>
    /// Returns the schema of a function's parameters: always an object with <c>properties</c>, even if there are none, as LM Studio requires.
    /// </summary>
    public static JsonElement Get(AIFunctionDeclaration function) =>
        Cache.GetValue(function, static owner => new(Rewrite(((AIFunctionDeclaration)owner).JsonSchema, CompleteParameters))).Value;

    /// <summary>Returns the schema of a response, or <see langword="null"/> if the format has none.</summary>
    public static JsonElement? Get(ChatResponseFormatJson format) => format.Schema is null ? null
        : Cache.GetValue(format, static owner => new(Rewrite(((ChatResponseFormatJson)owner).Schema!.Value, static schema => schema))).Value;

    private static JsonElement Rewrite(JsonElement schema, Func<JsonNode?, JsonNode?> complete)
    {
        // Descriptions that an MCP server has truncated may end with an unpaired surrogate, which cannot be written.
        string json = JsonText.ReplaceHalves(schema.GetRawText());
        schema = json.Contains("\\ufffd", StringComparison.Ordinal) ? JsonSerializer.Deserialize(json, LmStudioJsonContext.Default.JsonElement) : schema;
        JsonNode? given = JsonSerializer.SerializeToNode(schema, LmStudioJsonContext.Default.JsonElement);
        JsonNode portable = SchemaRewriter.Rewrite(complete(given?.DeepClone()));
        return JsonNode.DeepEquals(given, portable) ? schema : JsonSerializer.SerializeToElement(portable, LmStudioJsonContext.Default.JsonNode);
    }

    private static JsonObject CompleteParameters(JsonNode? schema)
    {
        JsonObject parameters = schema as JsonObject ?? [];
        SchemaReferences.InlineRoot(parameters);
        if (parameters["type"] is null or JsonArray)
        {
            parameters["type"] = "object";
        }

        parameters["properties"] ??= new JsonObject();
        return parameters;
    }
}
