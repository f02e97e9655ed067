using System.Text;
using System.Text.Json.Serialization;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>Events of a stream that arrived together.</summary>
internal sealed record RecordedPiece
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gets the milliseconds since the request.</summary>
    [JsonPropertyName("ms")]
    public required long Milliseconds { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>Gets the bytes, if they are not UTF-8.</summary>
    [JsonPropertyName("base64")]
    public byte[]? Base64 { get; init; }

    public byte[] Bytes => Text is null ? Base64 ?? [] : Utf8.GetBytes(Text);

    public static RecordedPiece Create(long milliseconds, ReadOnlySpan<byte> bytes, RecordedSecrets secrets)
    {
        try
        {
            return new RecordedPiece { Milliseconds = milliseconds, Text = secrets.Hide(Utf8.GetString(bytes)) };
        }
        catch (DecoderFallbackException)
        {
            return new RecordedPiece { Milliseconds = milliseconds, Base64 = bytes.ToArray() };
        }
    }
}
