using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample.Rendering;

/// <summary>Text that is written unchanged, as required for streaming: no markup, no wrapping and no trimming.</summary>
internal sealed class RawText(string text, Style style) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style)];
}
