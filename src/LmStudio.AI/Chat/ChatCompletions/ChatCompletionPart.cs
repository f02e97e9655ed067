namespace LmStudio.AI;

/// <summary>A piece of a message's content: a text or an image, the only two that LM Studio takes.</summary>
internal sealed class ChatCompletionPart
{
    private ChatCompletionPart()
    {
    }

    public string? Text { get; private init; }

    public InlineImage? Image { get; private init; }

    /// <summary>Gets how closely the model is to look at the image.</summary>
    public string? Detail { get; private init; }

    public static ChatCompletionPart FromText(string text) => new() { Text = text };

    public static ChatCompletionPart FromImage(InlineImage image, string? detail) => new() { Image = image, Detail = detail };
}
