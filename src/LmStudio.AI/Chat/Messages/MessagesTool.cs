using System.Text.Json;

namespace LmStudio.AI;

/// <summary>A function that the model may call.</summary>
internal sealed class MessagesTool
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required JsonElement InputSchema { get; init; }
}
