namespace WebChatSample;

/// <summary>A model to choose on the page.</summary>
internal sealed record ModelItem(string Key, string Name, bool IsLoaded);
