using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The bytes of an image.</summary>
internal sealed class MessagesImageSource
{
    public string Type { get; } = "base64";

    public string MediaType => Data.MediaType;

    /// <summary>Gets the image, whose bytes are sent in base64.</summary>
    [JsonConverter(typeof(InlineImageBase64Converter))]
    public required InlineImage Data { get; init; }
}
