using System.Text;
using Spectre.Console;

namespace ChatSample.Input;

/// <summary>
/// A line editor with a cursor, a history (up, down) and completion (tab), which .NET only has on Windows. Ctrl+C clears the line or, if it is empty, exits; so
/// does Ctrl+D.
/// </summary>
internal sealed class LineEditor(IAnsiConsole console, IKeySource keys) : ILineReader
{
    private const string Prompt = "› ";

    private readonly List<string> _history = [];
    private LineBuffer _line = new();
    private int _historyIndex;

    /// <summary>The row of the terminal's cursor, relative to the prompt.</summary>
    private int _row;

    public string? ReadLine(IReadOnlyList<string> completions)
    {
        _line = new LineBuffer();
        _historyIndex = _history.Count;
        _row = 0;
        keys.TakeControlC(true);
        try
        {
            Draw();
            while (true)
            {
                ConsoleKeyInfo key = keys.ReadKey();
                if (IsLeaving(key))
                {
                    Finish();
                    return null;
                }

                // A line break directly followed by more input was pasted, not typed.
                if (key.Key == ConsoleKey.Enter && !keys.IsKeyAvailable)
                {
                    Finish();
                    return Accept();
                }

                Handle(key, completions);
                if (!keys.IsKeyAvailable)
                {
                    Draw();
                }
            }
        }
        finally
        {
            keys.TakeControlC(false);
        }
    }

    private bool IsLeaving(ConsoleKeyInfo key) =>
        _line.Text.Length == 0 && key is { Key: ConsoleKey.C or ConsoleKey.D, Modifiers: ConsoleModifiers.Control };

    private void Handle(ConsoleKeyInfo key, IReadOnlyList<string> completions)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control) && !key.Modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            HandleControl(key.Key);
            return;
        }

        switch (key.Key)
        {
            case ConsoleKey.Enter: _line.Insert('\n'); break;
            case ConsoleKey.Backspace: _line.Backspace(); break;
            case ConsoleKey.Delete: _line.Delete(); break;
            case ConsoleKey.LeftArrow: _line.Left(); break;
            case ConsoleKey.RightArrow: _line.Right(); break;
            case ConsoleKey.Home: _line.Home(); break;
            case ConsoleKey.End: _line.End(); break;
            case ConsoleKey.UpArrow: Recall(_historyIndex - 1); break;
            case ConsoleKey.DownArrow: Recall(_historyIndex + 1); break;
            case ConsoleKey.Escape: _line.Set(""); break;
            case ConsoleKey.Tab: Complete(completions); break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Insert(key.KeyChar);
                }

                break;
        }
    }

    private void HandleControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: _line.Home(); break;
            case ConsoleKey.C: _line.Set(""); break;
            case ConsoleKey.D: _line.Delete(); break;
            case ConsoleKey.E: _line.End(); break;
            case ConsoleKey.J: _line.Insert('\n'); break;
            case ConsoleKey.K: _line.DeleteToEnd(); break;
            case ConsoleKey.U: _line.DeleteToStart(); break;
            case ConsoleKey.W or ConsoleKey.Backspace: _line.DeleteWord(); break;
            case ConsoleKey.LeftArrow: _line.WordLeft(); break;
            case ConsoleKey.RightArrow: _line.WordRight(); break;
        }
    }

    private void Recall(int index)
    {
        if (index >= 0 && index <= _history.Count)
        {
            _historyIndex = index;
            _line.Set(index < _history.Count ? _history[index] : "");
        }
    }

    private void Complete(IReadOnlyList<string> completions)
    {
        string typed = _line.Text;
        if (typed.Length > 0 && completions.FirstOrDefault(completion => completion.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) is { } completed)
        {
            _line.Set(completed);
        }
    }

    private string Accept()
    {
        string text = _line.Text;
        if (text.Trim().Length > 0 && _history.LastOrDefault() != text)
        {
            _history.Add(text);
        }

        return text;
    }

    /// <summary>Moves the cursor to the line below the text.</summary>
    private void Finish()
    {
        _line.End();
        Draw();
        console.WriteLine();
    }

    /// <summary>Redraws the prompt and the text.</summary>
    private void Draw()
    {
        StringBuilder output = new();
        _ = output.Append(_row > 0 ? $"\e[{_row}A" : "").Append("\r\e[J\e[1;36m").Append(Prompt).Append("\e[0m");

        // Rows are wrapped here and not by the terminal, to know the position of the cursor.
        int width = Math.Max(10, console.Profile.Width - 1);
        (int row, int column) = (0, Prompt.Length);
        (int Row, int Column) cursor = (row, column);
        int index = 0;
        foreach (Rune rune in _line.Text.EnumerateRunes())
        {
            string shown = rune.Value == '\n' ? "↵" : rune.ToString();
            int columns = Math.Max(0, shown.GetCellWidth());
            if (column + columns > width)
            {
                _ = output.Append("\r\n");
                (row, column) = (row + 1, 0);
            }

            if (index == _line.Cursor)
            {
                cursor = (row, column);
            }

            _ = output.Append(shown);
            column += columns;
            index += rune.Utf16SequenceLength;
        }

        if (index == _line.Cursor)
        {
            cursor = (row, column);
        }

        _ = output.Append(row > cursor.Row ? $"\e[{row - cursor.Row}A" : "").Append('\r').Append(cursor.Column > 0 ? $"\e[{cursor.Column}C" : "");
        console.Write(new ControlCode(output.ToString()));
        _row = cursor.Row;
    }
}
