using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample.Rendering;

/// <summary>Shows how much of a download has arrived.</summary>
internal sealed class DownloadedSizeColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        task.IsIndeterminate ? ByteSize.Show(task.Value) : $"{ByteSize.Show(task.Value)} of {ByteSize.Show(task.MaxValue)}",
        new Style(decoration: Decoration.Dim));
}
