using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>Splits texts and names into comparable words: lowercase, without endings, and with synonyms merged.</summary>
internal static partial class DemoWords
{
    /// <summary>Words without information about the subject.</summary>
    private static readonly HashSet<string> StopWords =
    [
        "a", "an", "the", "this", "that", "these", "those", "it", "its", "i", "me", "my", "we", "us", "our", "you", "your", "he", "she", "they", "them",
        "is", "are", "am", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should", "may", "shall",
        "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "much", "many", "there", "here", "and", "or", "but", "if", "then", "so",
        "not", "no", "yes", "please", "thanks", "thank", "tell", "show", "give", "let", "want", "like", "need", "know", "about", "with", "without", "of",
        "for", "in", "on", "at", "to", "from", "by", "near", "into", "as", "than", "up", "out", "any", "some", "all", "just", "now", "right", "currently",
        "use", "using", "call", "tool", "function", "lets", "whats", "hows", "named", "called", "saying", "get", "look", "s",
    ];

    /// <summary>Words that can precede a value: "in Oslo", "with milk".</summary>
    private static readonly HashSet<string> Prepositions = ["in", "at", "for", "of", "on", "to", "from", "with", "about", "near", "by", "into", "named", "called", "saying"];

    /// <summary>Groups of words with the same meaning.</summary>
    private static readonly string[][] Synonyms =
    [
        ["weather", "forecast", "rain", "sunny", "umbrella"],
        ["time", "clock", "hour"],
        ["date", "today", "day"],
        ["add", "plus", "sum"],
        ["subtract", "minus"],
        ["multiply", "product"],
        ["dice", "die"],
        ["price", "cost"],
        ["delete", "remove"],
        ["population", "inhabitant"],
    ];

    private static readonly Dictionary<string, string> Meanings =
        Synonyms.SelectMany(group => group.Select(word => (word, group[0]))).ToDictionary(static pair => Stem(pair.word), static pair => Stem(pair.Item2));

    public static IReadOnlyList<Match> Split(string text) => [.. Word().Matches(text).Cast<Match>()];

    public static bool IsStopWord(string word) => StopWords.Contains(word.ToLowerInvariant());

    public static bool IsPreposition(string word) => Prepositions.Contains(word.ToLowerInvariant());

    /// <summary>Gets the normalized form of a word, for comparing words.</summary>
    public static string Meaning(string word)
    {
        string stem = Stem(word);
        return Meanings.GetValueOrDefault(stem, stem);
    }

    /// <summary>Gets the meanings of the words that describe the subject of a text.</summary>
    public static HashSet<string> MeaningsOf(string? text) =>
        text is null ? [] : [.. Split(text).Select(static word => word.Value).Where(static word => !IsStopWord(word)).Select(Meaning)];

    /// <summary>Splits a name such as <c>get_weather</c>, <c>get-weather</c> or <c>getWeather</c> into words.</summary>
    public static IReadOnlyList<string> OfName(string name) => [.. NamePart().Matches(name).Select(static part => part.Value.ToLowerInvariant())];

    private static string Stem(string word)
    {
        string stem = word.ToLowerInvariant();
        foreach (string ending in (string[])["'s", "’s", "ing", "ed", "es", "s"])
        {
            if (stem.Length > ending.Length + 2 && stem.EndsWith(ending, StringComparison.Ordinal) && !stem.EndsWith("ss", StringComparison.Ordinal))
            {
                stem = stem[..^ending.Length];
                break;
            }
        }

        return stem.Length > 3 ? stem.TrimEnd('e') : stem;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{N}+")]
    private static partial Regex NamePart();
}
