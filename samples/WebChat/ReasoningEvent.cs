namespace WebChatSample;

/// <summary>A piece of what the model thinks.</summary>
internal sealed record ReasoningEvent(string Text) : ChatEvent;
