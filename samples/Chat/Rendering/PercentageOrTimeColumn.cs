using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample.Rendering;

/// <summary>Shows the percentage of a task, or else the elapsed seconds.</summary>
internal sealed class PercentageOrTimeColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        task.IsIndeterminate ? $"{task.ElapsedTime?.TotalSeconds ?? 0:F0} s" : $"{task.Percentage:F0} %",
        new Style(decoration: Decoration.Dim));

    // A fixed width, so that the length of the bar does not change.
    public override int? GetColumnWidth(RenderOptions options) => 6;
}
