using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>A turn as sent by the page: a message and its settings.</summary>
/// <param name="Message">The user's message.</param>
/// <param name="Images">Images of the message, as data URLs.</param>
/// <param name="Model">The model; null for the one that is loaded.</param>
/// <param name="ConversationId">The id of the answer to go on from, the last one or, to branch, an earlier one; null for a new conversation. LM Studio has the rest of the history.</param>
/// <param name="SystemPrompt">What the model is told before the conversation.</param>
/// <param name="Effort">How much to reason, as the model's list of settings calls it; null for its default.</param>
/// <param name="ContextLength">The context, in tokens, if this turn loads the model.</param>
/// <param name="Mcp">An MCP server that LM Studio may call: its address, or the id of one of LM Studio's mcp.json.</param>
internal sealed record ChatTurn(
    string? Message,
    string? Model = null,
    string? ConversationId = null,
    IReadOnlyList<string>? Images = null,
    string? SystemPrompt = null,
    string? Effort = null,
    int? ContextLength = null,
    string? Mcp = null)
{
    public ChatMessage ToMessage()
    {
        ChatMessage message = new(ChatRole.User, string.IsNullOrWhiteSpace(Message) ? [] : [new TextContent(Message)]);
        foreach (string image in Images ?? [])
        {
            message.Contents.Add(new DataContent(image));
        }

        return message;
    }

    public ChatOptions ToOptions() => new()
    {
        ModelId = NullIfBlank(Model),
        ConversationId = NullIfBlank(ConversationId),
        Instructions = NullIfBlank(SystemPrompt),
        Reasoning = ToEffort(Effort) is { } effort ? new ReasoningOptions { Effort = effort } : null,
        ContextLength = ContextLength,
        Tools = NullIfBlank(Mcp) is { } server ? [new HostedMcpServerTool("mcp", server)] : null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ReasoningEffort? ToEffort(string? effort) => effort switch
    {
        "off" => ReasoningEffort.None,
        "low" => ReasoningEffort.Low,
        "on" or "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" => ReasoningEffort.ExtraHigh,
        _ => null,
    };
}
