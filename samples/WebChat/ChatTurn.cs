using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>What the page sends: a message, and what it belongs to.</summary>
/// <param name="Message">The user's message.</param>
/// <param name="Model">The model; null for the one that is loaded.</param>
/// <param name="ConversationId">The id of the last answer; null for a new conversation. LM Studio has the rest of the history.</param>
/// <param name="Mcp">An MCP server that LM Studio may call: its address, or the id of one of LM Studio's mcp.json.</param>
internal sealed record ChatTurn(string Message, string? Model = null, string? ConversationId = null, string? Mcp = null)
{
    public ChatOptions ToOptions() => new()
    {
        ModelId = string.IsNullOrWhiteSpace(Model) ? null : Model,
        ConversationId = string.IsNullOrWhiteSpace(ConversationId) ? null : ConversationId,
        Tools = string.IsNullOrWhiteSpace(Mcp) ? null : [new HostedMcpServerTool("mcp", Mcp.Trim())],
    };
}
