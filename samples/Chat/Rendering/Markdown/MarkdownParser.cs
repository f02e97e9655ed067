using Markdig;
using Markdig.Syntax;

namespace ChatSample.Rendering.Markdown;

/// <summary>Parses the Markdown that models write: CommonMark with tables, task lists and strikethrough.</summary>
internal static class MarkdownParser
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().UseEmphasisExtras().UseAutoLinks().Build();

    public static MarkdownDocument Parse(string text) => Markdig.Markdown.Parse(text, Pipeline);

    /// <summary>Returns whether the last block of a text is complete, regardless of what follows.</summary>
    public static bool IsComplete(Block block, string text) => block switch
    {
        FencedCodeBlock code => code.ClosingFencedCharCount > 0,
        HeadingBlock or ThematicBreakBlock => true,
        ParagraphBlock => text.EndsWith("\n\n", StringComparison.Ordinal),
        _ => false,
    };
}
