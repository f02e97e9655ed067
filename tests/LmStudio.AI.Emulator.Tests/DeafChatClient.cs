using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

/// <summary>A chat client that answers when it is let, and not before, whoever cancels.</summary>
internal sealed class DeafChatClient(Task go) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await go;
        yield return new(ChatRole.Assistant, "At last.");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
