using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Fills in a tool's required arguments from what the prompt offers.</summary>
internal static partial class DemoToolArguments
{
    public static JsonObject Create(JsonElement schema, string tool, string prompt)
    {
        var arguments = new JsonObject();
        foreach (var name in schema.Texts("required"))
        {
            arguments[name] = Fill(schema.Object("properties")?.Field(name) ?? default, tool, prompt);
        }

        return arguments;
    }

    private static JsonNode? Fill(JsonElement property, string tool, string prompt)
    {
        if (property.Items("enum") is [var first, ..])
        {
            return JsonNode.Parse(first.GetRawText());
        }

        return property.Texts("type").FirstOrDefault(type => type is not "null") switch
        {
            "integer" => Number().Match(prompt) is { Success: true } number ? long.Parse(number.Value, CultureInfo.InvariantCulture) : 1,
            "number" => Number().Match(prompt) is { Success: true } number ? double.Parse(number.Value, CultureInfo.InvariantCulture) : 1,
            "boolean" => true,
            "array" => new JsonArray(),
            "object" => new JsonObject(),
            _ => Text(tool, prompt),
        };
    }

    /// <summary>What stands in quotes, or else what follows the tool's name, without a leading preposition.</summary>
    private static string Text(string tool, string prompt)
    {
        if (Quoted().Match(prompt) is { Success: true } quoted)
        {
            return quoted.Groups["text"].Value;
        }

        var at = prompt.IndexOf(tool, StringComparison.OrdinalIgnoreCase);
        var rest = at < 0 ? prompt : prompt[(at + tool.Length)..];
        rest = LeadingWord().Replace(rest, "").Trim(' ', '.', '?', '!', ',', ':');
        return rest.Length > 0 ? rest : prompt;
    }

    [GeneratedRegex("""["“'](?<text>[^"”']+)["”']""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[\s,:]*((for|in|of|on|with|about|from|to)\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingWord();

    [GeneratedRegex(@"-?\d{1,15}")]
    private static partial Regex Number();
}
