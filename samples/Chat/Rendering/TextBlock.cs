using Spectre.Console;

namespace ChatSample.Rendering;

/// <summary>A stretch of text of one kind (the answer, or the reasoning) that is written as it arrives.</summary>
internal sealed class TextBlock : IAnswerBlock
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

        // Wrapping erases, which takes a terminal that can. The last column is left free: terminals differ in what happens after it.
        _wrap = console.Profile.Capabilities.Ansi ? new WordWrap(Math.Max(20, console.Profile.Width - 1)) : null;
    }

    public void Write(string? text)
    {
        string piece = TerminalText.Clean(text);
        if (_isEmpty)
        {
            // Many models begin with line breaks.
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
