using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>A request and its answer, as a file keeps them.</summary>
internal sealed record RecordedExchange
{
    [JsonPropertyName("request")]
    public required RecordedRequest Request { get; init; }

    [JsonPropertyName("response")]
    public required RecordedResponse Response { get; init; }
}
