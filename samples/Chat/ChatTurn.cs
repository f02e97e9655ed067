namespace ChatSample;

/// <summary>A question that was answered, and the id with which a conversation goes on after it.</summary>
internal sealed record ChatTurn(string Question, string ConversationId);
