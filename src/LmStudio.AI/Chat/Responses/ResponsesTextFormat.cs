using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The schema of the response.</summary>
internal sealed class ResponsesTextFormat
{
    public string Type { get; } = "json_schema";

    public required string Name { get; init; }

    public required JsonElement Schema { get; init; }

    public required bool Strict { get; init; }
}
