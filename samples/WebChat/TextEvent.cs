namespace WebChatSample;

/// <summary>A piece of the response's text.</summary>
internal sealed record TextEvent(string Text) : ChatEvent;
