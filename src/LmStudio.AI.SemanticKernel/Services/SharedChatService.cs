using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Contains a chat client that is registered for two interfaces.</summary>
internal sealed class SharedChatService(IChatClient client) : IDisposable
{
    public IChatClient Client { get; } = client;

    /// <summary>Disposes of the client, which only a resolved <see cref="IChatClient"/> would do otherwise. Twice does no harm.</summary>
    public void Dispose() => Client.Dispose();
}
