using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample.Rendering;

/// <summary>Shows the percentage of a task that has one, and else the seconds that it has taken.</summary>
internal sealed class PercentageOrTimeColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        task.IsIndeterminate ? $"{task.ElapsedTime?.TotalSeconds ?? 0:F0} s" : $"{task.Percentage:F0} %",
        new Style(decoration: Decoration.Dim));

    // Fixed, so that the bar does not change its length.
    public override int? GetColumnWidth(RenderOptions options) => 6;
}
