using System.Runtime.CompilerServices;
using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>A conversation and the settings of its next request. LM Studio keeps the messages; here is only the conversation's id.</summary>
internal sealed class ChatSession(LmStudioClient client)
{
    private readonly IChatClient _chatClient = client.AsIChatClient();

    public LmStudioClient Client { get; } = client;

    public string? Model { get; set; }

    public string? SystemPrompt { get; set; }

    public ReasoningEffort? Reasoning { get; set; }

    public List<HostedMcpServerTool> McpServers { get; } = [];

    public string? ConversationId { get; private set; }

    /// <summary>Sends a message and returns the answer as it is made.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> AskAsync(string message, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatOptions options = new()
        {
            ModelId = Model,
            ConversationId = ConversationId,
            Instructions = SystemPrompt,
            Reasoning = Reasoning is { } effort ? new ReasoningOptions { Effort = effort } : null,
            Tools = McpServers.Count > 0 ? [.. McpServers] : null,
        };

        await foreach (ChatResponseUpdate update in _chatClient.GetStreamingResponseAsync(message, options, cancellationToken))
        {
            // It comes with the last update. An answer that was stopped has none: the next message goes on from the answer before.
            ConversationId = update.ConversationId ?? ConversationId;
            yield return update;
        }
    }

    public void StartOver() => ConversationId = null;

    /// <summary>Adds an MCP server, or replaces the one of the same label.</summary>
    public void AddMcpServer(HostedMcpServerTool server)
    {
        _ = McpServers.RemoveAll(known => known.ServerName == server.ServerName);
        McpServers.Add(server);
    }
}
