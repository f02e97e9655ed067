using Spectre.Console;

namespace ChatSample.Input;

/// <summary>Reads lines without editing, for terminals that do not support more. Ctrl+C ends the process.</summary>
internal sealed class PlainLineReader(IAnsiConsole console) : ILineReader
{
    public string? ReadLine(IReadOnlyList<string> completions)
    {
        console.Write("> ");
        return Console.ReadLine();
    }
}
