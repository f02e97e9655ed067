using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>
/// Determines whether all engines can compile a regular expression: anchored at both ends, with plain ASCII characters, escaped punctuation, sets,
/// groups, alternatives and repetitions. Grammars do not support classes like <c>\d</c>, lookarounds and inner anchors.
/// </summary>
internal static class SchemaPattern
{
    /// <summary>The characters that can be escaped. For others, the backslash itself would become part of the grammar.</summary>
    private const string Escapable = @"^$.[]()|{}*+?\";

    /// <summary>The same within a set.</summary>
    private const string EscapableInSet = @"[]\";

    public static bool CanCompile(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: >= 2 } pattern
        && pattern[0] == '^' && pattern[pattern.Length - 1] == '$'
        && CanCompile(pattern.Substring(1, pattern.Length - 2));

    /// <summary>Checks the part between the anchors.</summary>
    private static bool CanCompile(string pattern)
    {
        int open = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    if (++i == pattern.Length || !Contains(Escapable, pattern[i]))
                    {
                        return false;
                    }

                    break;

                case '[':
                    if ((i = FindEndOfSet(pattern, i)) < 0)
                    {
                        return false;
                    }

                    break;

                case '{':
                    if ((i = FindEndOfRepetition(pattern, i)) < 0)
                    {
                        return false;
                    }

                    break;

                case '(':
                    open++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '?')
                    {
                        return false;
                    }

                    break;

                case ')':
                    if (--open < 0)
                    {
                        return false;
                    }

                    break;

                // A lazy or possessive quantifier, or a quantifier without an operand.
                case '*' or '+' or '?' when i == 0 || Contains("(|*+?", pattern[i - 1]):
                case '^' or '$' or ']' or '}' or '"':
                case < ' ' or > '~':
                    return false;
            }
        }

        return open == 0;
    }

    private static int FindEndOfSet(string pattern, int start)
    {
        int first = start + 1 < pattern.Length && pattern[start + 1] == '^' ? start + 2 : start + 1;
        for (int i = first; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case ']':
                    return i > first ? i : -1;

                case '\\':
                    if (++i == pattern.Length || !Contains(EscapableInSet, pattern[i]))
                    {
                        return -1;
                    }

                    break;

                case '[' or '"' or < ' ' or > '~':
                    return -1;
            }
        }

        return -1;
    }

    private static int FindEndOfRepetition(string pattern, int start)
    {
        int end = pattern.IndexOf('}', start);
        return start > 0 && !Contains("(|*+?", pattern[start - 1]) && end > 0
            && (end + 1 == pattern.Length || !Contains("*+?{", pattern[end + 1]))
            && pattern.Substring(start + 1, end - start - 1).Split(',') is { Length: 1 or 2 } bounds
            && IsNumber(bounds[0])
            && (bounds.Length == 1 || bounds[1].Length == 0 || IsNumber(bounds[1]))
                ? end
                : -1;
    }

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= SchemaLimits.MostRepetitions;

    private static bool Contains(string characters, char character) => characters.IndexOf(character) >= 0;
}
