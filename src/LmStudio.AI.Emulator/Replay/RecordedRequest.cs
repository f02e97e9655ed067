using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>A request without its secrets.</summary>
internal sealed record RecordedRequest
{
    [JsonPropertyName("method")]
    public required string Method { get; init; }

    /// <summary>Gets the path with its query.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>Gets the body, if it is JSON.</summary>
    [JsonPropertyName("body")]
    public JsonElement? Body { get; init; }

    /// <summary>Gets the body, if it is not JSON.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }
}
