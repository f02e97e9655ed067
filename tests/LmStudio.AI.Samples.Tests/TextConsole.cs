using Spectre.Console;

namespace LmStudio.AI.Samples.Tests;

/// <summary>A console of plain text, as a terminal without colours would show it.</summary>
internal sealed class TextConsole
{
    private readonly WatchedWriter _writer = new();

    public TextConsole()
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_writer),
        });

        // Wide enough for nothing to be wrapped.
        Console.Profile.Width = 500;
    }

    public IAnsiConsole Console { get; }

    public string Text => _writer.Text;

    /// <summary>Completes when a text has been printed.</summary>
    public Task WaitForAsync(string text) => _writer.WaitForAsync(text);
}
