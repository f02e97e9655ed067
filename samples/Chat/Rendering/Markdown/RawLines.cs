using Spectre.Console;

namespace ChatSample.Rendering.Markdown;

/// <summary>Lines that are shown as they arrive, and that can be erased while all of them are on the screen.</summary>
internal sealed class RawLines(IAnsiConsole console)
{
    // The last column stays empty: terminals differ in how they wrap after it.
    private readonly WordWrap _wrap = new(Math.Max(20, console.Profile.Width - 1));
    private int _rows;

    public void Write(string text)
    {
        string output = _wrap.Add(text);
        _rows += output.Count(static c => c == '\n');
        console.Write(new RawText(output, Style.Plain));
    }

    /// <summary>Erases the lines.</summary>
    /// <returns>Whether they could be erased.</returns>
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
