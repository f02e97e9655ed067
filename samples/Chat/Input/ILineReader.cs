namespace ChatSample.Input;

/// <summary>Asks the user for a line.</summary>
internal interface ILineReader
{
    /// <summary>Returns what the user typed, or null when the user wants to leave.</summary>
    /// <param name="completions">What a line may begin with.</param>
    string? ReadLine(IReadOnlyList<string> completions);
}
