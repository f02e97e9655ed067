using System.Text;

namespace ChatSample.Rendering;

/// <summary>Makes text from a model, a tool or a server safe to print.</summary>
internal static class TerminalText
{
    /// <summary>Removes control characters except line breaks and tabs: an escape sequence in a response could control the terminal.</summary>
    public static string Clean(string? text)
    {
        if (text is null)
        {
            return "";
        }

        if (!text.Any(IsUnwanted))
        {
            return text;
        }

        StringBuilder cleaned = new(text.Length);
        foreach (char c in text)
        {
            if (!IsUnwanted(c))
            {
                _ = cleaned.Append(c);
            }
        }

        return cleaned.ToString();
    }

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
