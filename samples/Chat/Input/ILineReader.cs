namespace ChatSample.Input;

/// <summary>Reads lines from the user.</summary>
internal interface ILineReader
{
    /// <summary>Returns the user's input, or null to exit.</summary>
    /// <param name="completions">The possible beginnings of a line.</param>
    string? ReadLine(IReadOnlyList<string> completions);
}
