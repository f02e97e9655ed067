namespace LmStudio.AI;

/// <summary>A piece of a message's content: a text or an image, the only two that LM Studio takes.</summary>
internal sealed class ChatCompletionPart
{
    private ChatCompletionPart()
    {
    }

    public string? Text { get; private init; }

    public string? ImageUrl { get; private init; }

    /// <summary>Gets how closely the model is to look at the image.</summary>
    public string? Detail { get; private init; }

    public static ChatCompletionPart FromText(string text) => new() { Text = text };

    public static ChatCompletionPart FromImage(string url, string? detail) => new() { ImageUrl = url, Detail = detail };
}
