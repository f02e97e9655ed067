namespace WebChatSample;

/// <summary>A piece of the model's reasoning.</summary>
internal sealed record ReasoningEvent(string Text) : ChatEvent;
