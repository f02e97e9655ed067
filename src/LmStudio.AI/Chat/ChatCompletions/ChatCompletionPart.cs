namespace LmStudio.AI;

/// <summary>A part of a message's content: a text or an image, the only types that LM Studio supports.</summary>
internal sealed class ChatCompletionPart
{
    private ChatCompletionPart()
    {
    }

    public string? Text { get; private init; }

    public InlineImage? Image { get; private init; }

    /// <summary>Gets the level of detail for processing the image.</summary>
    public string? Detail { get; private init; }

    public static ChatCompletionPart FromText(string text) => new() { Text = text };

    public static ChatCompletionPart FromImage(InlineImage image, string? detail) => new() { Image = image, Detail = detail };
}
