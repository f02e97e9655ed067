using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>A request and its response, as stored in a file.</summary>
internal sealed record RecordedExchange
{
    [JsonPropertyName("request")]
    public required RecordedRequest Request { get; init; }

    [JsonPropertyName("response")]
    public required RecordedResponse Response { get; init; }
}
