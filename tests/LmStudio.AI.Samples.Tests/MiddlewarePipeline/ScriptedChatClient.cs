using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Samples.Tests;

/// <summary>Answers each request with the same pieces of text, and then fails if it is to.</summary>
internal sealed class ScriptedChatClient(params string[] pieces) : IChatClient
{
    /// <summary>Gets what is thrown after the pieces.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Gets what each piece waits for.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Gets the options of each request.</summary>
    public List<ChatOptions?> Requests { get; } = [];

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add(options);
        foreach (string piece in pieces)
        {
            await Gate.WaitAsync(cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = "scripted" };
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
