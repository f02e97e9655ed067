using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Holds a chat client that is registered under two interfaces.</summary>
internal sealed class SharedChatService(IChatClient client)
{
    public IChatClient Client { get; } = client;
}
