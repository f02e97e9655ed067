using System.Text.Json;

namespace LmStudio.AI.Fuzz;

/// <summary>What LM Studio's engines need of a schema: docs/protocol-schemas.md, written once more from the facts.</summary>
internal static class CompilableSchema
{
    private const int MostRepetitions = 2000;

    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static void Require(JsonElement schema) => Check(schema, schema, "#");

    /// <summary>Requires only that references resolve, wherever they are: nothing else can be said of a schema that is none.</summary>
    public static void RequireReferences(JsonElement schema) => CheckReferences(schema, schema);

    private static void CheckReferences(JsonElement root, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    Fuzz.Require.That(
                        member.Name != "$ref" || (member.Value.GetString()!.StartsWith("#/$defs/", StringComparison.Ordinal) && Resolves(root, member.Value.GetString()!)), $"'{member.Value}' does not resolve in {root}.");
                    CheckReferences(root, member.Value);
                }

                break;

            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    CheckReferences(root, item);
                }

                break;
        }
    }

    private static void Check(JsonElement root, JsonElement schema, string path)
    {
        Fuzz.Require.That(schema.ValueKind is JsonValueKind.Object, $"{path} is no object.");
        Fuzz.Require.That(
            new[] { "type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const" }.Any(keyword => schema.TryGetProperty(keyword, out _)), $"{path} has annotations only: {schema}");
        foreach (JsonProperty member in schema.EnumerateObject())
        {
            string below = $"{path}/{member.Name}";
            switch (member.Name)
            {
                case "$ref":
                    Fuzz.Require.That(member.Value.GetString()!.StartsWith("#/$defs/", StringComparison.Ordinal) && Resolves(root, member.Value.GetString()!), $"{below} does not resolve: {member.Value}");
                    break;

                case "type" when member.Value.ValueKind is JsonValueKind.String:
                    Fuzz.Require.That(Types.Contains(member.Value.GetString()), $"{below} is unknown.");
                    break;

                case "pattern":
                    string pattern = member.Value.GetString()!;
                    Fuzz.Require.That(pattern.StartsWith('^') && pattern.EndsWith('$'), $"{below} is not anchored: {pattern}");
                    Fuzz.Require.That(!new[] { "\\d", "\\w", "\\s", "\\b", "(?" }.Any(part => pattern.Contains(part, StringComparison.OrdinalIgnoreCase)), $"{below} has no grammar: {pattern}");
                    break;

                case "minLength" or "maxLength" or "minItems" or "maxItems":
                    Fuzz.Require.That(member.Value.GetDouble() < MostRepetitions, $"{below} is too much for a grammar.");
                    break;

                case "properties" or "$defs":
                    foreach (JsonProperty property in member.Value.EnumerateObject())
                    {
                        Check(root, property.Value, $"{below}/{property.Name}");
                    }

                    break;

                case "anyOf" or "oneOf" or "allOf":
                    foreach (JsonElement item in member.Value.EnumerateArray())
                    {
                        Check(root, item, below);
                    }

                    break;

                case "items":
                    Check(root, member.Value, below);
                    break;
            }
        }
    }

    private static bool Resolves(JsonElement root, string reference)
    {
        JsonElement target = root;
        return reference[2..].Split('/').All(name => target.ValueKind is JsonValueKind.Object && target.TryGetProperty(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out target));
    }
}
