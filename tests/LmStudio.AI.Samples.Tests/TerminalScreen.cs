using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace LmStudio.AI.Samples.Tests;

/// <summary>A terminal that understands the escape sequences in use: moving up and back, erasing, and styles.</summary>
internal sealed partial class TerminalScreen : TextWriter
{
    private readonly List<List<(char Character, string Style)>> _lines = [[]];
    private int _row;
    private int _column;
    private string _style = "";

    public TerminalScreen(int width, int height, ColorSystemSupport colors = ColorSystemSupport.NoColors)
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(this),
        });
        Console.Profile.Width = width;
        Console.Profile.Height = height;
    }

    public IAnsiConsole Console { get; }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Gets what is to be seen, without the spaces at the ends of lines.</summary>
    public string Text => string.Join('\n', _lines.Select(static line => string.Concat(line.Select(static cell => cell.Character)).TrimEnd())).TrimEnd('\n');

    /// <summary>Gets the characters of each line, with the parameters of the escape sequence that styles them.</summary>
    public IReadOnlyList<IReadOnlyList<(char Character, string Style)>> Lines => _lines;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        string text = value ?? "";
        for (int index = 0; index < text.Length;)
        {
            if (text[index] == '\e')
            {
                Match match = Sequence().Match(text, index);
                Assert.True(match.Success && match.Index == index, $"Not understood: {text[index..].Replace("\e", "ESC", StringComparison.Ordinal)}");
                Execute(match.Groups[2].Value, match.Groups[1].Value);
                index += match.Length;
            }
            else
            {
                Put(text[index++]);
            }
        }
    }

    private void Execute(string command, string parameters)
    {
        int count = int.TryParse(parameters, CultureInfo.InvariantCulture, out int given) ? given : 1;
        switch (command)
        {
            case "A":
                Assert.True(_row >= count, "The cursor moves above the screen.");
                _row -= count;
                break;
            case "D":
                _column -= count;
                break;
            case "K":
                EraseToTheRight();
                break;
            case "J":
                EraseToTheRight();
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case "m":
                _style = parameters is "0" or "" ? "" : parameters;
                break;
        }
    }

    private void EraseToTheRight()
    {
        List<(char, string)> line = _lines[_row];
        line.RemoveRange(Math.Min(_column, line.Count), Math.Max(0, line.Count - _column));
    }

    private void Put(char value)
    {
        switch (value)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                _row++;
                _column = 0;
                if (_row == _lines.Count)
                {
                    _lines.Add([]);
                }

                break;
            default:
                List<(char, string)> line = _lines[_row];
                while (line.Count <= _column)
                {
                    line.Add((' ', ""));
                }

                line[_column++] = (value, _style);
                break;
        }
    }

    [GeneratedRegex(@"\e\[\??([\d;]*)([A-Za-z])")]
    private static partial Regex Sequence();
}
