using Spectre.Console;

namespace ChatSample.Rendering;

/// <summary>Text of one kind (the response or the reasoning) that is written as it arrives.</summary>
internal sealed class TextBlock : IResponseBlock
{
    private readonly IAnsiConsole _console;
    private readonly Style _style;
    private readonly WordWrap? _wrap;
    private bool _isAtLineStart = true;
    private bool _isEmpty = true;

    public TextBlock(IAnsiConsole console, Style style)
    {
        _console = console;
        _style = style;

        // Wrapping requires a terminal that supports erasing. The last column stays empty: terminals differ in how they wrap after it.
        _wrap = console.Profile.Capabilities.Ansi ? new WordWrap(Math.Max(20, console.Profile.Width - 1)) : null;
    }

    public void Write(string? text)
    {
        string piece = TerminalText.Clean(text);
        if (_isEmpty)
        {
            // Many models start with line breaks.
            piece = piece.TrimStart('\n', ' ');
        }

        if (piece.Length > 0)
        {
            _isEmpty = false;
            _isAtLineStart = piece[^1] == '\n';
            _console.Write(new RawText(_wrap?.Add(piece) ?? piece, _style));
        }
    }

    public void End()
    {
        if (_isEmpty)
        {
            return;
        }

        if (!_isAtLineStart)
        {
            _console.WriteLine();
        }

        _console.WriteLine();
    }
}
