using Spectre.Console;

namespace ChatSample.Input;

/// <summary>Reads lines as the terminal gives them, for terminals that cannot do more. Ctrl+C ends the process here.</summary>
internal sealed class PlainLineReader(IAnsiConsole console) : ILineReader
{
    public string? ReadLine(IReadOnlyList<string> completions)
    {
        console.Write("> ");
        return Console.ReadLine();
    }
}
