namespace LmStudio.AI.Emulator;

/// <summary>Finds where an answer has to stop.</summary>
internal static class StopSequences
{
    /// <summary>Keeps of a text what comes before the first stop sequence, which may have begun in what was written before.</summary>
    /// <returns>What is left of the text, and the stop sequence that was found.</returns>
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
