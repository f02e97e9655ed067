namespace LmStudio.AI;

/// <summary>Specifies the LM Studio endpoint that handles a chat. Each supports different features.</summary>
public enum LmStudioChatEndpoint
{
    /// <summary>The endpoint that supports each request best. This is the default.</summary>
    Auto,

    /// <summary><c>/api/v1/chat</c>, LM Studio's own: conversations, MCP servers, progress and statistics; no function tools, history or schemas.</summary>
    Native,

    /// <summary><c>/v1/chat/completions</c>, compatible with OpenAI: function tools, history, schemas and most sampling options; no conversations.</summary>
    ChatCompletions,

    /// <summary><c>/v1/responses</c>, compatible with OpenAI: function tools, history and schemas together with conversations and MCP servers.</summary>
    Responses,

    /// <summary><c>/v1/messages</c>, compatible with Anthropic: function tools and history.</summary>
    Messages,
}
