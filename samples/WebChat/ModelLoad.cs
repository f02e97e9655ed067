namespace WebChatSample;

/// <summary>A model that the page wants loaded.</summary>
/// <param name="Key">Which.</param>
/// <param name="ContextLength">The context, in tokens; null for the server's default.</param>
internal sealed record ModelLoad(string Key, int? ContextLength = null);
