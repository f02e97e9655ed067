using System.Runtime.CompilerServices;
using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>A conversation and the settings of its next request. LM Studio stores the messages; this class only has the conversation's id.</summary>
internal sealed class ChatSession(LmStudioClient client)
{
    private readonly IChatClient _chatClient = client.AsIChatClient();

    public LmStudioClient Client { get; } = client;

    public string? Model { get; set; }

    public string? SystemPrompt { get; set; }

    public ReasoningEffort? Reasoning { get; set; }

    public List<HostedMcpServerTool> McpServers { get; } = [];

    /// <summary>Gets the turns of the conversation. LM Studio stores each of them, so the conversation can continue after any turn.</summary>
    public List<ChatTurn> Turns { get; } = [];

    /// <summary>Gets the images for the next message.</summary>
    public List<DataContent> Images { get; } = [];

    public string? ConversationId => Turns.Count > 0 ? Turns[^1].ConversationId : null;

    /// <summary>Sends a message and streams the response.</summary>
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

        string? conversationId = null;
        await foreach (ChatResponseUpdate update in _chatClient.GetStreamingResponseAsync(new ChatMessage(ChatRole.User, [new TextContent(message), .. Images]), options, cancellationToken))
        {
            // The last update has the id. A response that was stopped has none: the next message continues from the previous response.
            conversationId = update.ConversationId ?? conversationId;
            yield return update;
        }

        if (conversationId is not null)
        {
            Turns.Add(new ChatTurn(message, conversationId));
            Images.Clear();
        }
    }

    public void StartOver() => Turns.Clear();

    /// <summary>Makes the next message continue after the specified number of turns, and removes the turns after them.</summary>
    public void BranchAfter(int turns) => Turns.RemoveRange(turns, Turns.Count - turns);

    /// <summary>Adds an MCP server, or replaces the one of the same label.</summary>
    public void AddMcpServer(HostedMcpServerTool server)
    {
        _ = McpServers.RemoveAll(known => known.ServerName == server.ServerName);
        McpServers.Add(server);
    }
}
