using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionJsonSchema
{
    public required string Name { get; init; }

    public required bool Strict { get; init; }

    public required JsonElement Schema { get; init; }
}
