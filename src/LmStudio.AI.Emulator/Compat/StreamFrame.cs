using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>An event of a stream of a compatible endpoint.</summary>
/// <param name="Name">The name, to which faults refer.</param>
/// <param name="Data">The data.</param>
/// <param name="IsNamed">Whether to write the name on an <c>event:</c> line.</param>
internal sealed record StreamFrame(string Name, string Data, bool IsNamed)
{
    /// <summary>An event whose type is also the first property of its data.</summary>
    public static StreamFrame Typed(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties) =>
        new(type, NativeEvent.Create(type, properties).Json, IsNamed: true);
}
