namespace LmStudio.AI.Emulator;

/// <summary>
/// Creates vectors of texts by hashing their words and parts of words: deterministic, with length one, and closer the more two texts have in common.
/// </summary>
internal static class WordVector
{
    private const int PieceLength = 3;

    /// <summary>Parts of words make "cat" and "cats" similar; whole words have more weight.</summary>
    private const float PieceWeight = 0.4f;

    public static float[] Create(string text, int length)
    {
        float[] vector = new float[length];
        string[] words = text.ToLowerInvariant().Split(
            text.ToLowerInvariant().Where(static character => !char.IsLetterOrDigit(character)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in words)
        {
            Add(vector, word, 1);
            string padded = $"^{word}$";
            for (int start = 0; start + PieceLength <= padded.Length; start++)
            {
                Add(vector, padded.AsSpan(start, PieceLength), PieceWeight);
            }
        }

        float norm = MathF.Sqrt(vector.Sum(static value => value * value));
        if (norm is 0)
        {
            // A text without words also has a vector.
            vector[0] = norm = 1;
        }

        return [.. vector.Select(value => value / norm)];
    }

    private static void Add(float[] vector, ReadOnlySpan<char> feature, float weight)
    {
        uint hash = Hash(feature);
        vector[hash % (uint)vector.Length] += (hash & 0x8000_0000) is 0 ? weight : -weight;
    }

    /// <summary>FNV-1a, with a final mix so that all bits are used. <see cref="string.GetHashCode()"/> differs from process to process.</summary>
    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2_166_136_261;
        foreach (char character in text)
        {
            hash = (hash ^ character) * 16_777_619;
        }

        hash ^= hash >> 15;
        hash *= 0x2c1b_3c6d;
        return hash ^ (hash >> 12);
    }
}
