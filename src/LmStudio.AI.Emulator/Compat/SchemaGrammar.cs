using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Rejects JSON schemas of function parameters and response formats that LM Studio's engines cannot compile to a grammar. One such schema fails the whole
/// request.
/// </summary>
/// <remarks>See <c>docs/protocol-schemas.md</c> for what is rejected and the evidence.</remarks>
internal sealed partial class SchemaGrammar
{
    /// <summary>llama.cpp stops at 2,000 repetitions.</summary>
    private const int MostRepetitions = 2_000;

    private static readonly string[] Lengths = ["minLength", "maxLength", "minItems", "maxItems"];

    private static readonly string[] Alternatives = ["anyOf", "oneOf", "allOf"];

    private static readonly string[] Meanings = ["type", "enum", "const", "$ref", "properties", "items", "prefixItems", "pattern", "format", .. Alternatives];

    private readonly JsonElement _root;

    private SchemaGrammar(JsonElement root) => _root = root;

    /// <exception cref="EngineException">The schema of a function or of the response cannot be compiled.</exception>
    public static void Check(ChatRequest request)
    {
        foreach (FunctionTool function in request.Functions)
        {
            new SchemaGrammar(function.Parameters).Visit(function.Parameters);
        }

        if (request.AnswerSchema is { } schema)
        {
            new SchemaGrammar(schema).Visit(schema);
        }
    }

    private void Visit(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || !Meanings.Any(keyword => schema.TryGetProperty(keyword, out _)))
        {
            throw Refused($"Unrecognized schema: {WireJson.Compact(JsonNode.Parse(schema.GetRawText())!)}");
        }

        if (schema.Text("$ref") is { } reference)
        {
            CheckReference(reference);
        }

        if (schema.Text("pattern") is { } pattern)
        {
            CheckPattern(pattern);
        }

        if (Lengths.Any(keyword => schema.Number(keyword) > MostRepetitions))
        {
            throw Refused("Failed to initialize samplers: failed to parse grammar");
        }

        foreach (JsonElement child in Children(schema))
        {
            Visit(child);
        }
    }

    /// <remarks><c>additionalProperties</c> is not among them: it may be a boolean.</remarks>
    private static IEnumerable<JsonElement> Children(JsonElement schema)
    {
        IEnumerable<JsonElement> properties = schema.Object("properties")?.EnumerateObject().Select(static property => property.Value) ?? [];
        IEnumerable<JsonElement> items = schema.Field("items") is not { } item ? [] : item.ValueKind is JsonValueKind.Array ? item.EnumerateArray() : [item];
        return [.. properties, .. items, .. schema.Items("prefixItems"), .. Alternatives.SelectMany(name => schema.Items(name))];
    }

    private void CheckReference(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw Refused($"Unsupported ref: {reference}");
        }

        JsonElement target = _root;
        foreach (string part in reference[2..].Split('/'))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            target = target.ValueKind is JsonValueKind.Object && target.TryGetProperty(name, out JsonElement found)
                ? found
                : throw Refused($"Error resolving ref {reference}: {name} not in {WireJson.Compact(JsonNode.Parse(target.GetRawText())!)}");
        }
    }

    private static void CheckPattern(string pattern)
    {
        if (pattern is not ['^', .., '$'])
        {
            throw Refused("Pattern must start with '^' and end with '$'");
        }

        if (WithoutGrammar().IsMatch(pattern))
        {
            throw Refused("Failed to initialize samplers: failed to parse grammar");
        }
    }

    private static EngineException Refused(string message) => new(message, 400);

    /// <summary>Classes such as <c>\d</c>, and groups such as lookaheads.</summary>
    [GeneratedRegex(@"(?<!\\)(\\\\)*(\\[dDwWsSbBpPkAZ]|\(\?)")]
    private static partial Regex WithoutGrammar();
}
