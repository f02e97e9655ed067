using ChatSample.Input;

namespace LmStudio.AI.Samples.Tests;

/// <summary>A user who types these lines and leaves.</summary>
internal sealed class ScriptedLines(params string[] lines) : ILineReader
{
    private readonly Queue<string> _lines = new(lines);

    /// <summary>Gets what happens before a line is typed.</summary>
    public Action<string>? Before { get; init; }

    public string? ReadLine(IReadOnlyList<string> completions)
    {
        if (!_lines.TryDequeue(out string? line))
        {
            return null;
        }

        Before?.Invoke(line);
        return line;
    }
}
