using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The chat client that a host registers. It uses the current options.</summary>
internal sealed class HostedChatClient(LmStudioClientSource source, string? model, LmStudioChatClientOptions options, ILoggerFactory? loggerFactory) : IChatClient
{
    private volatile Inner? _inner;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        source.Warmups.IsEmpty
            ? GetCurrent().GetResponseAsync(messages, options, cancellationToken)
            : GetResponseAfterWarmupAsync(messages, options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        source.Warmups.IsEmpty
            ? GetCurrent().GetStreamingResponseAsync(messages, options, cancellationToken)
            : GetStreamingResponseAfterWarmupAsync(messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && Throw.IfNull(serviceType).IsInstanceOfType(this) ? this : GetCurrent().GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The connections are the factory's.
    }

    private async Task<ChatResponse> GetResponseAfterWarmupAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        await WaitForWarmupAsync(chatOptions, cancellationToken).ConfigureAwait(false);
        return await GetCurrent().GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAfterWarmupAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WaitForWarmupAsync(chatOptions, cancellationToken).ConfigureAwait(false);
        await foreach (ChatResponseUpdate update in GetCurrent().GetStreamingResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private Task WaitForWarmupAsync(ChatOptions? chatOptions, CancellationToken cancellationToken) =>
        source.Warmups.WaitForAsync(GivenText.OrNull(chatOptions?.ModelId) ?? GivenText.OrNull(model) ?? source.Model, cancellationToken);

    private LmStudioChatClient GetCurrent()
    {
        LmStudioClient client = source.Client;
        Inner? inner = _inner;
        if (inner is null || inner.Client != client)
        {
            // If two are created concurrently, keep the first one: there must be only one memory of conversations.
            Inner made = new(client, new LmStudioChatClient(client, model, options, loggerFactory));
            Inner? first = Interlocked.CompareExchange(ref _inner, made, inner);
            inner = ReferenceEquals(first, inner) ? made : first!;
        }

        return inner.ChatClient;
    }

    private sealed record Inner(LmStudioClient Client, LmStudioChatClient ChatClient);
}
