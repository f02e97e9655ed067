using Markdig.Syntax;
using Spectre.Console;

namespace ChatSample.Rendering.Markdown;

/// <summary>
/// Renders streamed Markdown: text is shown immediately as is, and each block (a paragraph, a list, a table) is rendered when it is complete.
/// </summary>
/// <remarks>
/// The rendered block replaces the lines that were shown. Lines that have scrolled off the screen cannot be replaced and remain as they are, as does all text on
/// terminals that cannot erase lines.
/// </remarks>
internal sealed class MarkdownView : IResponseBlock
{
    private readonly IAnsiConsole _console;
    private readonly TextBlock? _plain;
    private string _text = "";
    private RawLines? _raw;

    public MarkdownView(IAnsiConsole console)
    {
        _console = console;
        _plain = console.Profile.Capabilities.Ansi ? null : new TextBlock(console, Style.Plain);
    }

    public void Write(string? text)
    {
        if (_plain is not null)
        {
            _plain.Write(text);
            return;
        }

        string piece = TerminalText.Clean(text);
        if (_text.Length == 0)
        {
            // Many models start with line breaks.
            piece = piece.TrimStart('\n', ' ');
        }

        if (piece.Length > 0)
        {
            _text += piece;
            WriteRaw(piece);
            if (piece.Contains('\n', StringComparison.Ordinal))
            {
                RenderCompleteBlocks();
            }
        }
    }

    /// <summary>Renders the remaining text.</summary>
    public void End()
    {
        _plain?.End();
        if (_text.Length > 0)
        {
            Render([.. MarkdownParser.Parse(_text)], rest: "");
        }
    }

    /// <summary>Renders all blocks but the last, which can still grow.</summary>
    private void RenderCompleteBlocks()
    {
        Block[] blocks = [.. MarkdownParser.Parse(_text)];
        int complete = blocks.Length == 0 ? 0 : MarkdownParser.IsComplete(blocks[^1], _text) ? blocks.Length : blocks.Length - 1;
        if (complete > 0)
        {
            Render(blocks[..complete], complete < blocks.Length ? _text[blocks[complete].Span.Start..] : "");
        }
    }

    private void Render(Block[] blocks, string rest)
    {
        if (_raw?.TryErase() is true)
        {
            foreach (Block block in blocks)
            {
                _console.Write(new Rows(MarkdownRenderer.Render(block)));
                _console.WriteLine();
            }
        }
        else
        {
            _raw?.EndLine();
            _console.WriteLine();
        }

        _raw = null;
        _text = rest;
        if (rest.Length > 0)
        {
            WriteRaw(rest);
        }
    }

    private void WriteRaw(string text) => (_raw ??= new RawLines(_console)).Write(text);
}
