namespace WebChatSample;

/// <summary>A model that the page wants unloaded, all its instances.</summary>
internal sealed record ModelUnload(string Key);
