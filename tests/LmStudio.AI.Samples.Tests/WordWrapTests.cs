using ChatSample.Rendering;

namespace LmStudio.AI.Samples.Tests;

public class WordWrapTests
{
    [Theory]
    [InlineData("one two three four", "one two\nthree four")]
    [InlineData("one two\nthree four", "one two\nthree four")]
    [InlineData("0123456789012345", "0123456789\n012345")]
    [InlineData("it 0123456789012345", "it 0123456\n789012345")]
    [InlineData("日本語日本語日本語", "日本語日本\n語日本語")]
    [InlineData("exactly 10 x", "exactly 10\nx")]
    public void Add_InPiecesOfAnySize_BreaksBetweenWords(string text, string expected)
    {
        for (int size = 1; size <= text.Length; size++)
        {
            WordWrap wrap = new(10);
            Screen screen = new();
            foreach (char[] piece in text.Chunk(size))
            {
                screen.Write(wrap.Add(new string(piece)));
            }

            Assert.Equal(expected, screen.Text);
        }
    }

    /// <summary>Knows the one escape sequence that is used: back over some columns, and erase from there.</summary>
    private sealed class Screen
    {
        public string Text { get; private set; } = "";

        public void Write(string output)
        {
            if (output.StartsWith('\e'))
            {
                int end = output.IndexOf('D', StringComparison.Ordinal);
                Text = Text[..^int.Parse(output.AsSpan(2, end - 2), System.Globalization.CultureInfo.InvariantCulture)];
                output = output[(end + "D\e[K".Length)..];
            }

            // A line never ends in a space that one could see.
            Text = (Text + output).Replace(" \n", "\n", StringComparison.Ordinal);
        }
    }
}
