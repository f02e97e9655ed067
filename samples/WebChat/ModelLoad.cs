namespace WebChatSample;

/// <summary>The page's request to load a model.</summary>
/// <param name="Key">The model's key.</param>
/// <param name="ContextLength">The context length, in tokens, or null for the server's default.</param>
internal sealed record ModelLoad(string Key, int? ContextLength = null);
