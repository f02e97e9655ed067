namespace WebChatSample;

/// <summary>The response is complete.</summary>
/// <param name="ConversationId">The id for the next message.</param>
/// <param name="Model">The model.</param>
/// <param name="OutputTokens">The number of output tokens.</param>
/// <param name="TokensPerSecond">The tokens per second.</param>
internal sealed record EndEvent(string? ConversationId, string? Model, int? OutputTokens, double? TokensPerSecond) : ChatEvent;
