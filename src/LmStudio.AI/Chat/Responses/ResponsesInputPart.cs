using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A part of a message: a text or an image.</summary>
internal sealed class ResponsesInputPart
{
    public required string Type { get; init; }

    public string? Text { get; init; }

    /// <summary>Gets the image, which is sent as a <c>data:</c> URL.</summary>
    [JsonConverter(typeof(InlineImageUrlConverter))]
    public InlineImage? ImageUrl { get; init; }
}
