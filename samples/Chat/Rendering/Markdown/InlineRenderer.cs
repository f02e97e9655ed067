using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Spectre.Console;

namespace ChatSample.Rendering.Markdown;

/// <summary>Turns the text inside a block of Markdown into styled text.</summary>
internal static class InlineRenderer
{
    private static readonly Style Code = new(Color.Aqua);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    public static Paragraph Render(ContainerInline? inlines, Style style)
    {
        Paragraph paragraph = new();
        Append(paragraph, inlines, style);
        return paragraph;
    }

    private static void Append(Paragraph paragraph, ContainerInline? inlines, Style style)
    {
        foreach (Inline inline in inlines ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    _ = paragraph.Append(literal.Content.ToString(), style);
                    break;
                case CodeInline code:
                    _ = paragraph.Append(code.Content, style.Combine(Code));
                    break;
                case EmphasisInline emphasis:
                    Append(paragraph, emphasis, style.Combine(new Style(decoration: Decorate(emphasis))));
                    break;
                case LinkInline link:
                    AppendLink(paragraph, link, style);
                    break;
                case AutolinkInline address:
                    _ = paragraph.Append(address.Url, style.Combine(new Style(decoration: Decoration.Underline)));
                    break;
                case LineBreakInline lineBreak:
                    _ = paragraph.Append(lineBreak.IsHard ? "\n" : " ", style);
                    break;
                case HtmlEntityInline entity:
                    _ = paragraph.Append(TerminalText.Clean(entity.Transcoded.ToString()), style);
                    break;
                case HtmlInline html:
                    _ = paragraph.Append(html.Tag, style);
                    break;
                case TaskList task:
                    _ = paragraph.Append(task.Checked ? "☑" : "☐", style);
                    break;
                case DelimiterInline delimiter:
                    // An unmatched bracket or star.
                    _ = paragraph.Append(delimiter.ToLiteral(), style);
                    Append(paragraph, delimiter, style);
                    break;
                case ContainerInline container:
                    Append(paragraph, container, style);
                    break;
            }
        }
    }

    /// <summary>Shows a link's address, so that its text cannot show a different one.</summary>
    private static void AppendLink(Paragraph paragraph, LinkInline link, Style style)
    {
        if (link.IsImage)
        {
            _ = paragraph.Append("image: ", style.Combine(Dim));
        }

        string text = string.Concat(link.Descendants<LiteralInline>().Select(static literal => literal.Content.ToString()));
        Append(paragraph, link, style.Combine(new Style(decoration: Decoration.Underline)));
        if (link.Url is { Length: > 0 } url && url != text)
        {
            _ = paragraph.Append($" ({TerminalText.Clean(url)})", style.Combine(Dim));
        }
    }

    private static Decoration Decorate(EmphasisInline emphasis) => (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
    {
        ('~', 2) => Decoration.Strikethrough,
        ('*' or '_', >= 2) => Decoration.Bold,
        ('*' or '_', _) => Decoration.Italic,
        _ => Decoration.None,
    };
}
