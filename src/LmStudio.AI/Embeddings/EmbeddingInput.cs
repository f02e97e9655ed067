namespace LmStudio.AI;

/// <summary>Checks the texts to embed before any of them is sent.</summary>
internal static class EmbeddingInput
{
    /// <summary>Returns the texts, enumerated once.</summary>
    /// <exception cref="ArgumentException">A text is <see langword="null"/>, empty or only white space.</exception>
    public static List<string> Check(IEnumerable<string> values)
    {
        List<string> texts = [.. values];
        for (int i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]))
            {
                string what = texts[i] is null ? "null" : texts[i].Length == 0 ? "empty" : "only white space";
                throw new ArgumentException(
                    $"The text at index {i} is {what}. It has no meaning to embed, and LM Studio's engine can fail on it: remove it.", nameof(values));
            }
        }

        return texts;
    }
}
