namespace WebChatSample;

/// <summary>The page's request to unload all instances of a model.</summary>
internal sealed record ModelUnload(string Key);
