using System.Globalization;
using ChatSample.Rendering.Markdown;
using LmStudio.AI;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ChatSample.Rendering;

/// <summary>Shows a response as it is streamed: reasoning, tool calls and their results, text, and statistics.</summary>
internal sealed class ResponseView(IAnsiConsole console)
{
    private static readonly Style ReasoningStyle = new(decoration: Decoration.Dim | Decoration.Italic);

    private readonly WaitView _wait = new(console);
    private IResponseBlock? _block;

    /// <summary>Shows the response as it arrives.</summary>
    public async Task ShowAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> stream = updates.GetAsyncEnumerator();
        try
        {
            while (await MoveNextAsync(stream))
            {
                Show(stream.Current);
            }
        }
        finally
        {
            // Also if the response is interrupted: the next output starts on a new line.
            EndBlock();
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> stream) =>
        // Do not show a progress bar in the middle of a sentence.
        _block is not null ? await stream.MoveNextAsync() : await _wait.ReadToContentAsync(stream);

    private void Show(ChatResponseUpdate update)
    {
        foreach (AIContent content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent reasoning:
                    Begin(() => new TextBlock(console, ReasoningStyle)).Write(reasoning.Text);
                    break;
                case TextContent text:
                    Begin(() => new MarkdownView(console)).Write(text.Text);
                    break;
                case McpServerToolCallContent call:
                    EndBlock();
                    console.MarkupLineInterpolated($"[teal]→ {TerminalText.Clean(call.ServerName)}[/] [bold teal]{TerminalText.Clean(call.Name)}[/] [dim]{TerminalText.Clean(ToolText.Arguments(call))}[/]");
                    break;
                case McpServerToolResultContent result:
                    EndBlock();
                    ShowResult(result);
                    break;
            }
        }

        // An update's RawRepresentation is LM Studio's event. Microsoft.Extensions.AI does not have the ends of blocks.
        if (update.RawRepresentation is LmStudioMessageEndEvent or LmStudioReasoningEndEvent)
        {
            EndBlock();
        }

        if (update.Stats is { } stats)
        {
            EndBlock();
            console.MarkupLineInterpolated($"[dim]{Describe(stats)}[/]");
        }
    }

    private void ShowResult(McpServerToolResultContent result)
    {
        bool failed = result.Outputs?.Any(output => output is ErrorContent) == true;
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1)).AddColumn(new GridColumn().PadLeft(0));
        Style style = failed ? new Style(Color.Red) : new Style(decoration: Decoration.Dim);
        _ = grid.AddRow(new Text("←", new Style(failed ? Color.Red : Color.Teal)), new Text(ToolText.Result(result), style));
        console.Write(grid);
        console.WriteLine();
    }

    private TBlock Begin<TBlock>(Func<TBlock> create)
        where TBlock : class, IResponseBlock
    {
        if (_block is not TBlock block)
        {
            EndBlock();
            _block = block = create();
        }

        return block;
    }

    private void EndBlock()
    {
        _block?.End();
        _block = null;
    }

    private static string Describe(LmStudioStats stats)
    {
        List<string> parts = [];
        if (stats.TokensPerSecond is { } speed)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{speed:F1} tokens/s"));
        }

        if (stats.TimeToFirstTokenSeconds is { } seconds)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"first token after {seconds:F2} s"));
        }

        if (stats.TotalOutputTokens is { } tokens)
        {
            parts.Add(stats.ReasoningOutputTokens is > 0 and { } thought ? $"{tokens} tokens, {thought} of them reasoning" : $"{tokens} tokens");
        }

        if (stats.ModelLoadTimeSeconds is { } load)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loaded in {load:F1} s"));
        }

        return string.Join(" · ", parts);
    }
}
