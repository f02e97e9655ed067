namespace ChatSample.Input;

/// <summary>A text and the position of the cursor.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    public void Insert(char c)
    {
        Text = Text.Insert(Cursor, c.ToString());
        Cursor++;
    }

    public void Left() => Cursor = Previous();

    public void Right() => Cursor = Next();

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft() => Cursor = PreviousWord();

    public void WordRight()
    {
        while (Cursor < Text.Length && char.IsWhiteSpace(Text[Cursor]))
        {
            Cursor++;
        }

        while (Cursor < Text.Length && !char.IsWhiteSpace(Text[Cursor]))
        {
            Cursor++;
        }
    }

    public void Backspace() => DeleteFrom(Previous());

    public void Delete() => Text = Text.Remove(Cursor, Next() - Cursor);

    public void DeleteWord() => DeleteFrom(PreviousWord());

    public void DeleteToStart() => DeleteFrom(0);

    public void DeleteToEnd() => Text = Text[..Cursor];

    private void DeleteFrom(int start)
    {
        Text = Text.Remove(start, Cursor - start);
        Cursor = start;
    }

    // A character outside the Basic Multilingual Plane, such as an emoji, consists of two chars that must not be separated.
    private int Previous() => Math.Max(0, Cursor - (Cursor > 1 && char.IsSurrogatePair(Text, Cursor - 2) ? 2 : 1));

    private int Next() => Math.Min(Text.Length, Cursor + (Cursor + 1 < Text.Length && char.IsSurrogatePair(Text, Cursor) ? 2 : 1));

    private int PreviousWord()
    {
        int start = Cursor;
        while (start > 0 && char.IsWhiteSpace(Text[start - 1]))
        {
            start--;
        }

        while (start > 0 && !char.IsWhiteSpace(Text[start - 1]))
        {
            start--;
        }

        return start;
    }
}
