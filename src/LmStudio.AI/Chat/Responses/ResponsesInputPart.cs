namespace LmStudio.AI;

/// <summary>A part of a message: a text or an image.</summary>
internal sealed class ResponsesInputPart
{
    public required string Type { get; init; }

    public string? Text { get; init; }

    /// <summary>Gets the <c>data:</c> URL of an image.</summary>
    public string? ImageUrl { get; init; }
}
