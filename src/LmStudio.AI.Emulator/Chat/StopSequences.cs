namespace LmStudio.AI.Emulator;

/// <summary>Finds the stop sequence that ends a response.</summary>
internal static class StopSequences
{
    /// <summary>Returns the part of a text before the first stop sequence, which may have started in the previous text.</summary>
    /// <returns>The remaining text, and the stop sequence that was found.</returns>
    public static (string Content, string? StopSequence) Cut(string written, string content, IReadOnlyList<string> stopSequences)
    {
        (int at, string? found) = stopSequences
            .Select(stop => (At: (written + content).IndexOf(stop, StringComparison.Ordinal), Stop: stop))
            .Where(static match => match.At >= 0)
            .OrderBy(static match => match.At)
            .FirstOrDefault();
        return found is null ? (content, null) : (content[..Math.Max(0, at - written.Length)], found);
    }
}
