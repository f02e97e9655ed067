namespace WebChatSample;

/// <summary>The answer is complete.</summary>
/// <param name="ConversationId">What the next message continues.</param>
/// <param name="Model">Who answered.</param>
/// <param name="OutputTokens">How many tokens that was.</param>
/// <param name="TokensPerSecond">How fast.</param>
internal sealed record EndEvent(string? ConversationId, string? Model, int? OutputTokens, double? TokensPerSecond) : ChatEvent;
