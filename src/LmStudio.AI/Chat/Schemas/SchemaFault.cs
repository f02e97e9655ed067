using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>Finds what an engine means that cannot compile a schema: its error names neither the function nor the keyword.</summary>
internal static class SchemaFault
{
    private const int MostPlaces = 5;
    private const string Unrecognized = "Unrecognized schema: ";

    /// <summary>The engines' messages, and the keywords that may cause them.</summary>
    private static readonly (string Text, string[] Keywords)[] Errors =
    [
        ("Pattern must start with", ["pattern"]),
        ("resolving ref", ["$ref"]),
        ("Unsupported ref", ["$ref"]),
        (Unrecognized, []),
        ("parse grammar", [.. SchemaLimits.Keywords, "format", "oneOf"]),
        ("schema conversion failed", [.. SchemaLimits.Keywords, "$ref"]),
    ];

    /// <summary>Returns what to do about a schema error, or <see langword="null"/> for other errors.</summary>
    /// <param name="error">The server's error.</param>
    /// <param name="getRequest">Gets the body of the request.</param>
    public static string? Explain(ErrorBody error, Func<JsonNode?> getRequest)
    {
        if (Find(error.Message ?? "") is not { } keywords || getRequest() is not JsonObject request)
        {
            return null;
        }

        JsonNode? quoted = ReadQuoted(error.Message!);
        List<string> places = [];
        foreach ((string owner, JsonNode schema) in ReadSchemas(request))
        {
            AddPlaces(places, owner, schema, path: "", keywords, quoted);
        }

        string what = places.Count > 0 ? $"The engine cannot compile {string.Join("; ", places.Take(MostPlaces))}." : "The engine cannot compile a schema of the request.";
        return $"{what} Remove that from the schema, and describe it in a description instead.";
    }

    private static string[]? Find(string message) =>
        Errors.FirstOrDefault(error => message.Contains(error.Text, StringComparison.OrdinalIgnoreCase)).Keywords;

    /// <summary>Reads the schema that an error quotes.</summary>
    private static JsonNode? ReadQuoted(string message)
    {
        int start = message.IndexOf(Unrecognized, StringComparison.OrdinalIgnoreCase);
        try
        {
            return start < 0 ? null : JsonNode.Parse(message.Substring(start + Unrecognized.Length).Trim());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the schemas of a request in the format of any endpoint, with the functions or the response format that they belong to.</summary>
    private static IEnumerable<(string Owner, JsonNode Schema)> ReadSchemas(JsonObject request)
    {
        foreach (JsonObject tool in (request["tools"] as JsonArray ?? []).OfType<JsonObject>())
        {
            JsonObject function = tool["function"] as JsonObject ?? tool;
            if ((function["parameters"] ?? function["input_schema"]) is { } parameters)
            {
                yield return ($"the function '{function["name"]}'", parameters);
            }
        }

        JsonNode? format = (request["response_format"] as JsonObject)?["json_schema"] ?? (request["text"] as JsonObject)?["format"];
        if ((format as JsonObject)?["schema"] is { } schema)
        {
            yield return ("the response format", schema);
        }
    }

    private static void AddPlaces(List<string> places, string owner, JsonNode? node, string path, string[] keywords, JsonNode? quoted)
    {
        if (quoted is not null && JsonNode.DeepEquals(node, quoted))
        {
            places.Add($"the schema '{path}' of {owner}");
        }

        IEnumerable<KeyValuePair<string, JsonNode?>> members = node switch
        {
            JsonObject schema => schema,
            JsonArray schemas => schemas.Select(static (schema, i) => new KeyValuePair<string, JsonNode?>($"{i}", schema)),
            _ => [],
        };
        foreach (KeyValuePair<string, JsonNode?> member in members)
        {
            string place = path.Length == 0 ? member.Key : $"{path}/{member.Key}";
            if (keywords.Contains(member.Key) && member.Value is JsonValue or JsonArray)
            {
                places.Add($"\"{member.Key}\" at '{place}' of {owner}");
            }

            AddPlaces(places, owner, member.Value, place, keywords, quoted);
        }
    }
}
