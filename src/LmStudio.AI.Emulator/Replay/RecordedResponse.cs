using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>A response. The body is one of <see cref="Body"/>, <see cref="Text"/>, <see cref="Base64"/> and <see cref="Stream"/>, or there is none.</summary>
internal sealed record RecordedResponse
{
    [JsonPropertyName("status")]
    public required int Status { get; init; }

    /// <summary>Gets the headers that clients use.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Gets the milliseconds from the request to the end of the response. Streams have a time for each piece instead.</summary>
    [JsonPropertyName("ms")]
    public long? Milliseconds { get; init; }

    [JsonPropertyName("body")]
    public JsonElement? Body { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    [JsonPropertyName("base64")]
    public byte[]? Base64 { get; init; }

    [JsonPropertyName("stream")]
    public IReadOnlyList<RecordedPiece>? Stream { get; init; }

    /// <summary>Gets a value indicating whether the connection was closed before the response was complete.</summary>
    [JsonPropertyName("incomplete")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Incomplete { get; init; }
}
