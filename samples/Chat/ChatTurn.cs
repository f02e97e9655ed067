namespace ChatSample;

/// <summary>A completed turn: the user's message, and the id to continue the conversation from.</summary>
internal sealed record ChatTurn(string Question, string ConversationId);
