using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Creates calls of a tool with arguments from the prompt: all required ones, and the optional ones that the prompt contains.</summary>
internal static class DemoToolArguments
{
    private const int DeepestLevel = 8;

    /// <summary>Parameters that take a text as it is.</summary>
    private static readonly HashSet<string> TextParameters = ["text", "message", "content", "body", "input", "query", "question", "prompt", "title", "q"];

    /// <summary>Creates a call, or one per name if the prompt lists several for the only parameter: "the weather in Oslo and Bern".</summary>
    public static IReadOnlyList<JsonObject> CreateAll(DemoTool tool, string prompt)
    {
        HashSet<string> vocabulary = [.. DemoWords.OfName(tool.Name).Select(DemoWords.Meaning)];
        vocabulary.UnionWith(DemoWords.MeaningsOf(tool.Description));
        vocabulary.UnionWith(ParameterNames(tool.Parameters).SelectMany(DemoWords.OfName).Select(DemoWords.Meaning));
        DemoPhrases phrases = new(WithoutName(prompt, tool.Name), vocabulary);

        List<JsonObject> calls = [CreateObject(tool.Parameters, phrases, 0)];
        if (tool.Parameters.Texts("required") is [var only] && Property(tool.Parameters, only) is var property && IsFreeText(property))
        {
            while (phrases.TakeListed() is { } next)
            {
                JsonObject another = (JsonObject)calls[0].DeepClone();
                another[only] = next;
                calls.Add(another);
            }
        }

        return calls;
    }

    private static JsonObject CreateObject(JsonElement schema, DemoPhrases phrases, int level)
    {
        JsonObject arguments = [];
        IReadOnlyList<string> required = schema.Texts("required");
        foreach (string name in required)
        {
            arguments[name] = Fill(name, Property(schema, name), phrases, level);
        }

        foreach (string name in ParameterNames(schema).Except(required))
        {
            if (FillOptional(name, Property(schema, name), phrases) is { } value)
            {
                arguments[name] = value;
            }
        }

        return arguments;
    }

    private static JsonNode? Fill(string name, JsonElement property, DemoPhrases phrases, int level)
    {
        if (property.Items("enum") is [var first, ..])
        {
            return JsonNode.Parse((NamedChoice(property, phrases.Prompt) ?? first).GetRawText());
        }

        return TypeOf(property) switch
        {
            "integer" => (long)(phrases.TakeNumber() ?? property.Number("minimum") ?? 1),
            "number" => phrases.TakeNumber() ?? property.Number("minimum") ?? 1,
            "boolean" => true,
            "array" => CreateArray(name, property, phrases, level),
            "object" => level < DeepestLevel ? CreateObject(property, phrases, level + 1) : [],
            _ => FillText(name, property, phrases) ?? phrases.Prompt,
        };
    }

    /// <summary>An optional argument needs a value that can be meant for it only: a choice that is named, a number, an address, a date.</summary>
    private static JsonNode? FillOptional(string name, JsonElement property, DemoPhrases phrases)
    {
        if (property.Items("enum").Count > 0)
        {
            return NamedChoice(property, phrases.Prompt) is { } choice ? JsonNode.Parse(choice.GetRawText()) : null;
        }

        return TypeOf(property) switch
        {
            "integer" => phrases.TakeNumber() is { } number ? (long)number : null,
            "number" => phrases.TakeNumber(),
            "string" or null => FillForm(name, property, phrases),
            _ => null,
        };
    }

    private static JsonArray CreateArray(string name, JsonElement property, DemoPhrases phrases, int level)
    {
        JsonElement items = property.Field("items") ?? default;
        JsonArray values = [];
        if (TypeOf(items) is "integer" or "number")
        {
            while (phrases.TakeNumber() is { } number)
            {
                values.Add(TypeOf(items) is "integer" ? (long)number : number);
            }
        }
        else if (IsFreeText(items))
        {
            while ((phrases.TakeQuoted() ?? phrases.TakePhrase(name)) is { } text)
            {
                values.Add(text);
            }
        }
        else if (level < DeepestLevel)
        {
            values.Add(Fill(name, items, phrases, level + 1));
        }

        return values;
    }

    private static string? FillText(string name, JsonElement property, DemoPhrases phrases) =>
        FillForm(name, property, phrases)
        ?? phrases.TakeQuoted()
        ?? (TextParameters.Contains(name.ToLowerInvariant()) ? phrases.TakeRest() : null)
        ?? phrases.TakePhrase(name)
        ?? phrases.TakeRest();

    private static string? FillForm(string name, JsonElement property, DemoPhrases phrases)
    {
        IReadOnlyList<string> words = DemoWords.OfName(name);
        return property.Text("format") switch
        {
            "uri" or "url" => phrases.FindUrl(),
            "email" => phrases.FindAddress(),
            "date" or "date-time" => phrases.FindDate(),
            _ when words.Any(static word => word is "url" or "uri" or "link" or "address") => phrases.FindUrl(),
            _ when words.Any(static word => word is "email" or "mail" or "recipient" or "to") => phrases.FindAddress(),
            _ when words.Any(static word => word is "date" or "day" or "when") => phrases.FindDate(),
            _ => null,
        };
    }

    private static JsonElement? NamedChoice(JsonElement property, string prompt)
    {
        HashSet<string> asked = DemoWords.MeaningsOf(prompt);
        foreach (JsonElement choice in property.Items("enum"))
        {
            if (choice.ValueKind is JsonValueKind.String && DemoWords.MeaningsOf(choice.GetString()) is { Count: > 0 } words && words.IsSubsetOf(asked))
            {
                return choice;
            }
        }

        return null;
    }

    /// <summary>Removes the tool's name with the words before it: "Please call get_weather for Oslo".</summary>
    private static string WithoutName(string prompt, string name)
    {
        int at = prompt.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? prompt : prompt[(at + name.Length)..] is var rest && rest.Any(char.IsLetterOrDigit) ? rest : prompt[..at];
    }

    private static bool IsFreeText(JsonElement property) => property.Items("enum").Count is 0 && TypeOf(property) is "string" or null;

    private static string? TypeOf(JsonElement property) => property.Texts("type").FirstOrDefault(static type => type is not "null");

    private static JsonElement Property(JsonElement schema, string name) => schema.Object("properties")?.Field(name) ?? default;

    private static IEnumerable<string> ParameterNames(JsonElement schema) =>
        schema.Object("properties") is { } properties ? properties.EnumerateObject().Select(static property => property.Name) : [];
}
