using ChatSample.Rendering.Markdown;

namespace LmStudio.AI.Samples.Tests;

public sealed class MarkdownViewTests
{
    [Theory]
    [InlineData("Hello **bold** and *italic* and `code` and ~~gone~~.", "Hello bold and italic and code and gone.")]
    [InlineData("# Title\n\nText", "Title\n\nText")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("- one\n- two\n  - three\n\n1. first\n2. second", "• one\n• two\n  • three\n\n1. first\n2. second")]
    [InlineData("- [ ] open\n- [x] done", "• ☐ open\n• ☑ done")]
    [InlineData("> quoted\n> text", "│ quoted text")]
    [InlineData("```csharp\nint a = 1;\n\nint b = **2**;\n```", "csharp\n  int a = 1;\n\n  int b = **2**;")]
    [InlineData("| a | b |\n| --- | ---: |\n| x | 1 |\n| yy | 22 |", "╭────┬────╮\n│ a  │  b │\n├────┼────┤\n│ x  │  1 │\n│ yy │ 22 │\n╰────┴────╯")]
    [InlineData("[the docs](https://lmstudio.ai/docs) and <https://lmstudio.ai>", "the docs (https://lmstudio.ai/docs) and https://lmstudio.ai")]
    [InlineData("Let $a_1 + b_1 = c$ and \\frac{a}{b}.", "Let $a_1 + b_1 = c$ and \\frac{a}{b}.")]
    [InlineData("a [bold]b[/] <b>c</b> &amp; d", "a [bold]b[/] <b>c</b> & d")]
    public void Write_InPiecesOfAnySize_EndsInTheRenderedForm(string markdown, string expected)
    {
        for (int size = 1; size <= markdown.Length; size++)
        {
            TerminalScreen screen = new(width: 80, height: 40);
            MarkdownView view = new(screen.Console);
            foreach (char[] piece in markdown.Chunk(size))
            {
                view.Write(new string(piece));
            }

            view.End();

            Assert.Equal(expected, screen.Text);
        }
    }

    [Fact]
    public void Write_WhatIsNotComplete_IsShownAtOnce()
    {
        TerminalScreen screen = new(width: 80, height: 40);
        MarkdownView view = new(screen.Console);

        view.Write("# Title\nThe **begin");

        Assert.Equal("Title\n\nThe **begin", screen.Text);
    }

    [Fact]
    public void Write_ParagraphEnds_IsRenderedWhileTheAnswerGoesOn()
    {
        TerminalScreen screen = new(width: 80, height: 40);
        MarkdownView view = new(screen.Console);

        view.Write("The **first**.\n\nThe **sec");

        Assert.Equal("The first.\n\nThe **sec", screen.Text);
    }

    [Fact]
    public void Write_LongLines_AreWrappedAndErasedWhole()
    {
        TerminalScreen screen = new(width: 31, height: 40);
        MarkdownView view = new(screen.Console);

        view.Write("A sentence of **many words** that is longer than the line is wide.\n\nNext");
        view.End();

        Assert.Equal("A sentence of many words that\nis longer than the line is\nwide.\n\nNext", screen.Text);
    }

    [Fact]
    public void Write_BlockTallerThanTheScreen_StaysAsItWasShown()
    {
        TerminalScreen screen = new(width: 80, height: 5);
        MarkdownView view = new(screen.Console);

        view.Write("- a\n- b\n- c\n- d\n- e\n- f");
        view.End();

        Assert.Equal("- a\n- b\n- c\n- d\n- e\n- f", screen.Text);
    }

    [Fact]
    public void Write_EscapeSequences_DoNotReachTheTerminal()
    {
        TerminalScreen screen = new(width: 80, height: 40);
        MarkdownView view = new(screen.Console);

        view.Write("Before\e[2J &#27;[2J\aAfter");
        view.End();

        Assert.Equal("Before[2J [2JAfter", screen.Text);
    }

    [Fact]
    public void End_NothingWritten_ShowsNothing()
    {
        TerminalScreen screen = new(width: 80, height: 40);

        new MarkdownView(screen.Console).End();

        Assert.Equal("", screen.Text);
    }
}
