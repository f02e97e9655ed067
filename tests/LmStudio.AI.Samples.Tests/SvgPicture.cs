using System.Globalization;
using System.Net;
using System.Text;

namespace LmStudio.AI.Samples.Tests;

/// <summary>Draws what a terminal shows as SVG.</summary>
internal static class SvgPicture
{
    private const double CharacterWidth = 8.4;

    private const int LineHeight = 19;

    private const int Margin = 16;

    private static readonly string[] Palette =
    [
        "#1e1e2e", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#5ec4b6", "#bac2de", "#585b70", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#74dfe8", "#ffffff",
    ];

    public static string Draw(TerminalScreen screen, int columns)
    {
        int rows = screen.Text.Split('\n').Length;
        double width = (columns * CharacterWidth) + (2 * Margin);
        int height = (rows * LineHeight) + (2 * Margin);
        StringBuilder svg = new();
        _ = svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width:F0}" height="{height}" viewBox="0 0 {width:F0} {height}" role="img" aria-label="A chat in the terminal">
            <rect width="100%" height="100%" rx="8" fill="#1e1e2e"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#cdd6f4" style="white-space:pre">

            """);
        for (int row = 0; row < rows; row++)
        {
            foreach ((int start, string text, string style) in Runs(screen.Lines[row]))
            {
                _ = svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Margin + (start * CharacterWidth):F1}" y="{Margin + 14 + (row * LineHeight)}" textLength="{text.Length * CharacterWidth:F1}"{Attributes(style)}>{WebUtility.HtmlEncode(text)}</text>""").Append('\n');
            }
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    /// <summary>Splits a line into stretches of one style, without those that are only space.</summary>
    private static IEnumerable<(int Start, string Text, string Style)> Runs(IReadOnlyList<(char Character, string Style)> line)
    {
        for (int start = 0; start < line.Count;)
        {
            int end = start;
            while (end < line.Count && line[end].Style == line[start].Style)
            {
                end++;
            }

            string text = string.Concat(line.Skip(start).Take(end - start).Select(static cell => cell.Character));
            if (text.Trim().Length > 0)
            {
                yield return (start + text.Length - text.TrimStart().Length, text.Trim(), line[start].Style);
            }

            start = end;
        }
    }

    private static string Attributes(string style)
    {
        StringBuilder attributes = new();
        string[] codes = style.Split(';', StringSplitOptions.RemoveEmptyEntries);
        for (int index = 0; index < codes.Length; index++)
        {
            int code = int.Parse(codes[index], CultureInfo.InvariantCulture);
            switch (code)
            {
                case 1:
                    _ = attributes.Append(" font-weight=\"bold\"");
                    break;
                case 2:
                    _ = attributes.Append(" opacity=\"0.65\"");
                    break;
                case 3:
                    _ = attributes.Append(" font-style=\"italic\"");
                    break;
                case 4:
                    _ = attributes.Append(" text-decoration=\"underline\"");
                    break;
                case 9:
                    _ = attributes.Append(" text-decoration=\"line-through\"");
                    break;
                case 38 when codes[index + 1] == "2":
                    _ = attributes.Append(CultureInfo.InvariantCulture, $" fill=\"rgb({codes[index + 2]},{codes[index + 3]},{codes[index + 4]})\"");
                    index += 4;
                    break;
                case 38 when codes[index + 1] == "5":
                    _ = attributes.Append(CultureInfo.InvariantCulture, $" fill=\"{Palette[int.Parse(codes[index + 2], CultureInfo.InvariantCulture) % 16]}\"");
                    index += 2;
                    break;
                case >= 30 and <= 37:
                    _ = attributes.Append(CultureInfo.InvariantCulture, $" fill=\"{Palette[code - 30]}\"");
                    break;
                case >= 90 and <= 97:
                    _ = attributes.Append(CultureInfo.InvariantCulture, $" fill=\"{Palette[code - 82]}\"");
                    break;
            }
        }

        return attributes.ToString();
    }
}
