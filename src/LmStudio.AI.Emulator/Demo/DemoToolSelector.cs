using System.Text.Json;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Finds the tools that match a prompt, by common words in their names, descriptions and parameters.</summary>
internal static partial class DemoToolSelector
{
    /// <summary>A tool whose name is in the prompt has priority over one that only matches.</summary>
    private const double NamedScore = 100;

    private const double LeastScore = 1.5;

    /// <summary>Common first words of names.</summary>
    private static readonly HashSet<string> GeneralVerbs =
        ["get", "fetch", "list", "find", "search", "look", "lookup", "read", "show", "tell", "run", "do", "make", "set", "query", "retrieve", "compute", "calculate"];

    /// <summary>Tools whose names start with one of these change something, which a question does not request.</summary>
    private static readonly HashSet<string> ChangingVerbs =
        ["load", "unload", "download", "delete", "remove", "set", "create", "add", "send", "update", "write", "insert", "move", "rename", "clear", "save"];

    /// <summary>Selects every tool whose name is in the prompt or, if there is none, the best match.</summary>
    public static IReadOnlyList<DemoTool> Select(IReadOnlyList<DemoTool> tools, string prompt, bool required)
    {
        if (tools.Count is 0)
        {
            return [];
        }

        (DemoTool Tool, double Score)[] scored = [.. tools.Select(tool => (tool, Score(tool, prompt))).OrderByDescending(static pair => pair.Item2)];
        if (scored[0].Score >= NamedScore)
        {
            return [.. tools.Where(tool => IsNamed(tool.Name, prompt))];
        }

        return required || scored[0].Score >= LeastScore ? [scored[0].Tool] : [];
    }

    /// <summary>Finds <c>get_weather</c> in texts with get_weather, get-weather, get weather and GetWeather.</summary>
    public static bool IsNamed(string tool, string prompt)
    {
        string words = SpacedWords(tool);
        return SpacedWords(prompt).Contains(words, StringComparison.OrdinalIgnoreCase)
            || prompt.Contains(words.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private static double Score(DemoTool tool, string prompt)
    {
        if (IsNamed(tool.Name, prompt))
        {
            return NamedScore;
        }

        HashSet<string> asked = DemoWords.MeaningsOf(prompt);
        IReadOnlyList<string> name = DemoWords.OfName(tool.Name);
        HashSet<string> subject = [.. name.Where(static word => !GeneralVerbs.Contains(word)).Select(DemoWords.Meaning)];
        HashSet<string> context = DemoWords.MeaningsOf(tool.Description);
        context.UnionWith(ParameterWords(tool.Parameters));
        context.UnionWith(name.Select(DemoWords.Meaning));
        context.ExceptWith(subject);

        // Words of the name have more weight than others, especially if there are few.
        int named = asked.Count(subject.Contains);
        int described = Math.Min(3, asked.Count(context.Contains));
        double score = (2.5 * named / Math.Max(1, subject.Count)) + named + (0.75 * described);
        return ChangingVerbs.Contains(name.FirstOrDefault() ?? "") && Question().IsMatch(prompt) ? score - 3 : score;
    }

    private static IEnumerable<string> ParameterWords(JsonElement parameters) => parameters.Object("properties") is not { } properties
        ? []
        : properties.EnumerateObject().SelectMany(static property => DemoWords.OfName(property.Name).Select(DemoWords.Meaning)
            .Concat(DemoWords.MeaningsOf(property.Value.Text("description")))
            .Concat(property.Value.Texts("enum").Select(DemoWords.Meaning)));

    private static string SpacedWords(string text) => text.Replace('_', ' ').Replace('-', ' ');

    [GeneratedRegex(@"^\W*(what|which|who|when|where|why|how|is|are|was|were|do|does|did|has|have)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Question();
}
