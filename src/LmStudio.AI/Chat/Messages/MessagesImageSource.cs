namespace LmStudio.AI;

/// <summary>The bytes of an image.</summary>
internal sealed class MessagesImageSource
{
    public string Type { get; } = "base64";

    public required string MediaType { get; init; }

    /// <summary>Gets the bytes in base64.</summary>
    public required string Data { get; init; }
}
