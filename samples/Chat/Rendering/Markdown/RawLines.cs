using Spectre.Console;

namespace ChatSample.Rendering.Markdown;

/// <summary>Lines that are shown as they come, and can be erased as long as they are all on the screen.</summary>
internal sealed class RawLines(IAnsiConsole console)
{
    // The last column is left free: terminals differ in what happens after it.
    private readonly WordWrap _wrap = new(Math.Max(20, console.Profile.Width - 1));
    private int _rows;

    public void Write(string text)
    {
        string output = _wrap.Add(text);
        _rows += output.Count(static c => c == '\n');
        console.Write(new RawText(output, Style.Plain));
    }

    /// <summary>Erases the lines.</summary>
    /// <returns>Whether they could be.</returns>
    public bool TryErase()
    {
        if (_rows >= console.Profile.Height - 1)
        {
            return false;
        }

        console.Write(new ControlCode(_rows > 0 ? $"\r\e[{_rows}A\e[J" : "\r\e[J"));
        return true;
    }

    public void EndLine()
    {
        if (!_wrap.IsAtLineStart)
        {
            console.WriteLine();
        }
    }
}
