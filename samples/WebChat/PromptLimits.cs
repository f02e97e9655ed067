namespace WebChatSample;

/// <summary>The limits of a turn, so that clients cannot exhaust the memory of this process.</summary>
internal static class PromptLimits
{
    /// <summary>The maximum size of a request, in bytes.</summary>
    public const int RequestBytes = 20 * 1024 * 1024;

    /// <summary>The maximum number of characters of a message or a system prompt.</summary>
    public const int Characters = 200_000;

    public const int Images = 8;

    /// <summary>LM Studio supports only these.</summary>
    private static readonly string[] ImagePrefixes = ["data:image/png;base64,", "data:image/jpeg;base64,"];

    /// <returns>What is wrong with a turn and what to do, with the status code; null if the turn is valid.</returns>
    public static (int StatusCode, string Message)? FindProblem(ChatTurn turn)
    {
        IReadOnlyList<string> images = turn.Images ?? [];
        return turn switch
        {
            _ when string.IsNullOrWhiteSpace(turn.Message) && images.Count == 0 => (400, "The message is empty."),
            { Message.Length: > Characters } or { SystemPrompt.Length: > Characters } => (413, $"The text is longer than {Characters:N0} characters. Shorten it."),
            _ when images.Count > Images => (413, $"There are more than {Images} images. Remove some."),
            _ when !images.All(IsImage) => (400, "Images must be PNG or JPEG."),
            { ContextLength: <= 0 } => (400, "The context must be more than 0 tokens."),
            _ => null,
        };
    }

    private static bool IsImage(string url)
    {
        int comma = url.IndexOf(',', StringComparison.Ordinal);
        return ImagePrefixes.Contains(url[..(comma + 1)], StringComparer.Ordinal) && System.Buffers.Text.Base64.IsValid(url.AsSpan(comma + 1));
    }
}
