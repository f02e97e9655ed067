using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionFunction
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required JsonElement Parameters { get; init; }
}
