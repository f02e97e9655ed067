namespace WebChatSample;

/// <summary>What a tool returned.</summary>
internal sealed record ToolResultEvent(string Text) : ChatEvent;
