using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Splits text into tokens: a word with the white space before it, in pieces of at most <see cref="LongestToken"/> characters. It replaces a model's tokenizer,
/// and is used for streams, statistics and limits.
/// </summary>
internal static class Tokenizer
{
    private const int LongestToken = 32;

    public static int Count(string text) => Split(text).Count;

    public static int Count(JsonNode json) => Count(WireJson.Compact(json));

    public static IReadOnlyList<string> Split(string text)
    {
        List<string> tokens = [];
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            while (end < text.Length && !char.IsWhiteSpace(text[end]) && end - start < LongestToken)
            {
                end++;
            }

            // White space at the end is a token of its own, and surrogate pairs are not split.
            if (text.AsSpan(end).IsWhiteSpace() || char.IsHighSurrogate(text[end - 1]))
            {
                end = text.AsSpan(end).IsWhiteSpace() ? text.Length : end + 1;
            }

            tokens.Add(text[start..end]);
            start = end;
        }

        return tokens;
    }
}
