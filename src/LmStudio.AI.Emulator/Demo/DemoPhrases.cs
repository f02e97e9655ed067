using System.Globalization;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator;

/// <summary>The numbers, quotations and phrases of a prompt that can be arguments of a tool. Each is used once.</summary>
internal sealed partial class DemoPhrases
{
    private readonly Queue<double> _numbers;
    private readonly Queue<string> _quoted;
    private readonly List<Phrase> _phrases = [];
    private Phrase? _taken;

    /// <param name="prompt">The prompt.</param>
    /// <param name="vocabulary">The meanings of the tool's own words, which are not values.</param>
    public DemoPhrases(string prompt, IReadOnlySet<string> vocabulary)
    {
        Prompt = prompt.Trim();
        _quoted = new(Quoted().Matches(Prompt).Select(static match => match.Groups["text"].Value));
        string unquoted = Quoted().Replace(Prompt, static match => new string('|', match.Length));
        _numbers = new(Number().Matches(unquoted).Select(static match => double.Parse(match.Value, CultureInfo.InvariantCulture)));
        FindPhrases(unquoted, vocabulary);
    }

    public string Prompt { get; }

    public string? FindUrl() => Url().Match(Prompt) is { Success: true } url ? url.Value.TrimEnd('.', ',', '?', '!', ')') : null;

    public string? FindAddress() => Address().Match(Prompt) is { Success: true } address ? address.Value : null;

    public string? FindDate() => Date().Match(Prompt) is { Success: true } date ? date.Value : null;

    public double? TakeNumber() => _numbers.TryDequeue(out double number) ? number : null;

    /// <summary>Takes the first text in quotation marks.</summary>
    public string? TakeQuoted() => _quoted.TryDequeue(out string? text) ? text : null;

    /// <summary>Takes the phrase that matches a parameter best: after a preposition with the parameter's name, after another one, or in capitals.</summary>
    public string? TakePhrase(string parameter)
    {
        _taken = _phrases.MaxBy(phrase =>
            (string.Equals(phrase.Preposition, parameter, StringComparison.OrdinalIgnoreCase) ? 4 : 0)
            + (phrase.Preposition is null ? 0 : 2)
            + (phrase.IsProper ? 2 : 0));
        return Take(_taken);
    }

    /// <summary>Takes the next name of the list that the last phrase started.</summary>
    public string? TakeListed() => Take(_phrases.Find(phrase => phrase.IsListed && phrase.Start > _taken?.Start && phrase.IsProper == _taken.IsProper));

    /// <summary>Takes everything starting with the first phrase.</summary>
    public string? TakeRest()
    {
        if (_phrases.Count is 0)
        {
            return null;
        }

        string rest = Prompt[_phrases[0].Start..].TrimEnd(' ', '.', '?', '!', ',', ':');
        _phrases.Clear();
        return rest;
    }

    private string? Take(Phrase? phrase)
    {
        if (phrase is not null)
        {
            _phrases.Remove(phrase);
        }

        return phrase?.Text;
    }

    /// <summary>A phrase is a run of words that are neither the tool's nor general. A comma between names belongs to it: "Portland, Oregon".</summary>
    private void FindPhrases(string prompt, IReadOnlySet<string> vocabulary)
    {
        IReadOnlyList<Match> words = DemoWords.Split(prompt);
        string? preposition = null;
        for (int index = 0; index < words.Count; index++)
        {
            string word = words[index].Value;
            if (!IsValue(word, vocabulary))
            {
                preposition = DemoWords.IsPreposition(word) ? word : DemoWords.IsStopWord(word) ? preposition : null;
                continue;
            }

            int first = index;
            while (index + 1 < words.Count && AreOne(prompt, words[index], words[index + 1]) && IsValue(words[index + 1].Value, vocabulary))
            {
                index++;
            }

            bool isListed = first > 1 && words[first - 1].Value is "and" && IsValue(words[first - 2].Value, vocabulary);
            Add(prompt[words[first].Index..(words[index].Index + words[index].Length)], words[first].Index, preposition, isProper: first > 0, isListed);
        }
    }

    private void Add(string text, int start, string? preposition, bool isProper, bool isListed)
    {
        isProper &= char.IsUpper(text[0]);

        // "Oslo, Bern and Rome" is a list, and "Portland, Oregon" a name.
        if (isListed && _phrases[^1] is var before && before.Text.Split(", ") is { Length: > 1 } names)
        {
            _phrases.RemoveAt(_phrases.Count - 1);
            foreach ((int index, string name) in names.Index())
            {
                _phrases.Add(before with { Text = name, Start = before.Start + index, IsListed = index > 0 });
            }
        }

        _phrases.Add(new Phrase(text, start, preposition, isProper, isListed));
    }

    private static bool IsValue(string word, IReadOnlySet<string> vocabulary) =>
        !DemoWords.IsStopWord(word) && !vocabulary.Contains(DemoWords.Meaning(word)) && !Number().IsMatch(word) && !Date().IsMatch(word);

    private static bool AreOne(string prompt, Match word, Match next)
    {
        string between = prompt[(word.Index + word.Length)..next.Index];
        bool isProper = char.IsUpper(word.Value[0]);
        return isProper == char.IsUpper(next.Value[0]) && (string.IsNullOrWhiteSpace(between) || (isProper && between.Trim() is ","));
    }

    [GeneratedRegex("""["“](?<text>[^"”]+)["”]|(?<!\w)['‘](?<text>[^'’]+)['’](?!\w)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])-?\d{1,15}(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"https?://[^\s""”<>]+")]
    private static partial Regex Url();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b|\b(today|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    private sealed record Phrase(string Text, int Start, string? Preposition, bool IsProper, bool IsListed);
}
