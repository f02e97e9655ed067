using System.Text;
using Spectre.Console;

namespace ChatSample.Rendering;

/// <summary>Wraps streamed text between words. Nothing is buffered: a word that turns out not to fit is erased and written again on the next line.</summary>
/// <param name="width">The columns of a line.</param>
internal sealed class WordWrap(int width)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _word = new();
    private int _wordWidth;
    private int _column;

    /// <summary>The columns of the current word that are already on the screen.</summary>
    private int _shownWidth;

    /// <summary>Gets whether the text so far ends with a line break, or is empty.</summary>
    public bool IsAtLineStart => _column == 0;

    /// <summary>Returns what to write to the terminal for the next piece of the text.</summary>
    public string Add(string text)
    {
        _ = _output.Clear();
        _shownWidth = _wordWidth;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Add(rune);
        }

        return _output.ToString();
    }

    private void Add(Rune rune)
    {
        switch (rune.Value)
        {
            case '\n':
                BreakLine();
                break;
            case ' ' when _column >= width:
                // The line break replaces the space.
                BreakLine();
                break;
            case ' ':
                Write(" ", 1);
                EndWord();
                break;
            case '\t':
                Write(new string(' ', Math.Min(4 - (_column % 4), Math.Max(0, width - _column))), 0);
                _column = Math.Min(width, _column + 4 - (_column % 4));
                EndWord();
                break;
            default:
                AddToWord(rune.ToString());
                break;
        }
    }

    private void AddToWord(string character)
    {
        int columns = Math.Max(0, character.GetCellWidth());
        if (columns > 1)
        {
            // East Asian scripts and emoji: a line may break before and after each character.
            EndWord();
        }

        if (_column + columns > width)
        {
            // A word that is longer than half a line, such as an address, is broken: moving it would leave a gap.
            if (_wordWidth > 0 && _wordWidth < _column && _wordWidth <= width / 2)
            {
                MoveWord();
            }
            else
            {
                BreakLine();
            }
        }

        Write(character, columns);
        if (columns > 1)
        {
            EndWord();
        }
        else
        {
            _ = _word.Append(character);
            _wordWidth += columns;
        }
    }

    private void MoveWord()
    {
        string word = _word.ToString();
        int wordWidth = _wordWidth;
        if (_shownWidth > 0)
        {
            // Only the part on the screen must be erased there. The rest of the word is at the end of the output.
            _ = _output.Clear().Append($"\e[{_shownWidth}D\e[K");
        }
        else
        {
            _output.Length -= word.Length;
        }

        BreakLine();
        Write(word, wordWidth);
        _ = _word.Append(word);
        _wordWidth = wordWidth;
    }

    private void BreakLine()
    {
        _ = _output.Append('\n');
        _column = 0;
        EndWord();
    }

    private void EndWord()
    {
        _ = _word.Clear();
        _wordWidth = 0;
        _shownWidth = 0;
    }

    private void Write(string text, int columns)
    {
        _ = _output.Append(text);
        _column += columns;
    }
}
