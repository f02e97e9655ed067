namespace WebChatSample;

/// <summary>There is no whole answer.</summary>
/// <param name="Message">What happened, and what to do.</param>
internal sealed record ErrorEvent(string Message) : ChatEvent;
