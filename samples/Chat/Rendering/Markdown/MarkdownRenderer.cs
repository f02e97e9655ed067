using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Spectre.Console;
using Spectre.Console.Rendering;
using MarkdownTable = Markdig.Extensions.Tables.Table;
using Table = Spectre.Console.Table;
using TableRow = Markdig.Extensions.Tables.TableRow;

namespace ChatSample.Rendering.Markdown;

/// <summary>Converts blocks of Markdown to Spectre.Console's renderables.</summary>
internal static class MarkdownRenderer
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Code = new(Color.Aqua);

    public static IRenderable Render(Block block) => Render(block, Style.Plain);

    private static IRenderable Render(Block block, Style style) => block switch
    {
        HeadingBlock heading => InlineRenderer.Render(heading.Inline, style.Combine(new Style(heading.Level == 1 ? Color.Teal : null, decoration: Decoration.Bold))),
        ParagraphBlock paragraph => InlineRenderer.Render(paragraph.Inline, style),
        FencedCodeBlock code => RenderCode(code, code.Info),
        CodeBlock code => RenderCode(code, language: null),
        ListBlock list => RenderList(list, style),
        QuoteBlock quote => Beside(quote.Select(static _ => "│"), quote.Select(item => Render(item, style.Combine(Dim)))),
        MarkdownTable table => RenderTable(table),
        ThematicBreakBlock => new Rule { Style = Dim },
        LeafBlock leaf => new Text(leaf.Lines.ToString(), style),
        ContainerBlock container => new Rows(container.Select(item => Render(item, style))),
        _ => new Text(""),
    };

    /// <summary>Code is not framed, so that it can be copied.</summary>
    private static Rows RenderCode(CodeBlock code, string? language)
    {
        string text = string.Join('\n', code.Lines.ToString().Split('\n').Select(static line => line.Length > 0 ? "  " + line : line));
        List<IRenderable> rows = [new Text(text, Code)];
        if (!string.IsNullOrWhiteSpace(language))
        {
            rows.Insert(0, new Text(language, Dim));
        }

        return new Rows(rows);
    }

    private static Grid RenderList(ListBlock list, Style style)
    {
        int number = int.TryParse(list.OrderedStart, out int start) ? start : 1;
        return Beside(
            list.Select((_, index) => list.IsOrdered ? $"{number + index}." : "•"),
            list.Select(item => Render(item, style)));
    }

    private static Grid Beside(IEnumerable<string> marks, IEnumerable<IRenderable> items)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach ((string mark, IRenderable item) in marks.Zip(items))
        {
            _ = grid.AddRow(new Text(mark, Dim), item);
        }

        return grid;
    }

    private static Table RenderTable(MarkdownTable source)
    {
        Table table = new() { Border = TableBorder.Rounded, BorderStyle = Dim };
        TableRow[] rows = [.. source.OfType<TableRow>()];
        int columns = rows.Max(static row => row.Count);
        TableRow? header = rows.FirstOrDefault(static row => row.IsHeader);
        for (int column = 0; column < columns; column++)
        {
            TableColumn added = new(header is not null && column < header.Count ? Render((Block)header[column], new Style(decoration: Decoration.Bold)) : new Text(""));
            added.Alignment = (column < source.ColumnDefinitions.Count ? source.ColumnDefinitions[column].Alignment : null) switch
            {
                TableColumnAlign.Right => Justify.Right,
                TableColumnAlign.Center => Justify.Center,
                _ => Justify.Left,
            };
            _ = table.AddColumn(added);
        }

        foreach (TableRow row in rows.Where(static row => !row.IsHeader))
        {
            _ = table.AddRow(Enumerable.Range(0, columns).Select(column => column < row.Count ? Render((Block)row[column], Style.Plain) : new Text("")));
        }

        return table;
    }
}
