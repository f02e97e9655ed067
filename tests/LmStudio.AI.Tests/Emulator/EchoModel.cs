using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>A model of the emulator's that repeats the last word it was told, and counts the answers that are under way.</summary>
internal sealed class EchoModel(int words) : IChatClient
{
    private int _active;

    public int Active => Volatile.Read(ref _active);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string word = messages.Last(static message => message.Role == ChatRole.User).Text.Split(' ')[^1];
        _ = Interlocked.Increment(ref _active);
        try
        {
            for (int index = 0; index < words; index++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ");
            }
        }
        finally
        {
            _ = Interlocked.Decrement(ref _active);
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
