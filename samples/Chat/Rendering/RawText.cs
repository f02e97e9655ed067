using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSample.Rendering;

/// <summary>Text that is written as it is: no markup is read, no line is wrapped and no space is trimmed, as a stream needs it.</summary>
internal sealed class RawText(string text, Style style) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style)];
}
