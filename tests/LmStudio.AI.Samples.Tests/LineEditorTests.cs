using ChatSample.Input;
using static LmStudio.AI.Samples.Tests.ScriptedKeys;

namespace LmStudio.AI.Samples.Tests;

public class LineEditorTests
{
    private static readonly ConsoleKeyInfo Enter = Key(ConsoleKey.Enter, '\r');

    [Fact]
    public void ReadLine_TypedAndCorrected_ReturnsTheText()
    {
        string? line = Read([.. Type("helo"), Key(ConsoleKey.LeftArrow), Key(ConsoleKey.NoName, 'l'), Key(ConsoleKey.End), Key(ConsoleKey.NoName, '!'), Enter]);

        Assert.Equal("hello!", line);
    }

    [Fact]
    public void ReadLine_Backspace_RemovesAWholeEmoji() =>
        Assert.Equal("a", Read([.. Type("a😀"), Key(ConsoleKey.Backspace), Enter]));

    [Fact]
    public void ReadLine_PastedLineBreaks_StayInTheText() =>
        Assert.Equal("one\ntwo", new LineEditor(new TextConsole().Console, new ScriptedKeys([.. Type("one\ntwo"), Enter]) { IsPasting = true }).ReadLine([]));

    [Fact]
    public void ReadLine_ControlC_EmptiesTheLineAndThenLeaves()
    {
        ConsoleKeyInfo controlC = Key(ConsoleKey.C, '\u0003', control: true);

        Assert.Null(Read([.. Type("hello"), controlC, controlC]));
    }

    [Fact]
    public void ReadLine_Up_RecallsTheLineBefore()
    {
        LineEditor editor = new(new TextConsole().Console, new ScriptedKeys([.. Type("one"), Enter, Key(ConsoleKey.UpArrow), Enter]));

        Assert.Equal("one", editor.ReadLine([]));
        Assert.Equal("one", editor.ReadLine([]));
    }

    [Fact]
    public void ReadLine_Tab_CompletesACommand() =>
        Assert.Equal("/models", Read([.. Type("/mo"), Key(ConsoleKey.Tab, '\t'), Enter]));

    private static string? Read(ConsoleKeyInfo[] keys) => new LineEditor(new TextConsole().Console, new ScriptedKeys(keys)).ReadLine(["/models", "/new"]);
}
