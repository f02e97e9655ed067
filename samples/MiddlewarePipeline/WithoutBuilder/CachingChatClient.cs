using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;

namespace PipelineSample.Middleware;

/// <summary>Answers a request that was answered before from a cache. It stands in for <c>UseDistributedCache</c> of Microsoft.Extensions.AI.</summary>
/// <param name="inner">The client that answers what is new.</param>
/// <param name="cache">Keeps the answers.</param>
internal sealed class CachingChatClient(IChatClient inner, IDistributedCache cache) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> request = [.. messages];
        if (MakeKey(request, options) is not { } key)
        {
            return await base.GetResponseAsync(request, options, cancellationToken);
        }

        if (await FindAsync(key, cancellationToken) is { } known)
        {
            return known;
        }

        ChatResponse response = await base.GetResponseAsync(request, options, cancellationToken);
        await KeepAsync(key, response, cancellationToken);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> request = [.. messages];
        string? key = MakeKey(request, options);
        if (key is not null && await FindAsync(key, cancellationToken) is { } known)
        {
            foreach (ChatResponseUpdate update in known.ToChatResponseUpdates())
            {
                yield return update;
            }

            yield break;
        }

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(request, options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }

        if (key is not null)
        {
            await KeepAsync(key, updates.ToChatResponse(), cancellationToken);
        }
    }

    /// <returns>Null for a request that continues a conversation: its answer depends on what the server keeps.</returns>
    private static string? MakeKey(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        options?.ConversationId is not null
            ? null
            : Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new object?[] { messages, options }, AIJsonUtilities.DefaultOptions)));

    private async Task<ChatResponse?> FindAsync(string key, CancellationToken cancellationToken) =>
        await cache.GetAsync(key, cancellationToken) is { } json ? JsonSerializer.Deserialize<ChatResponse>(json, AIJsonUtilities.DefaultOptions) : null;

    private async Task KeepAsync(string key, ChatResponse response, CancellationToken cancellationToken)
    {
        if (!response.Messages.SelectMany(static message => message.Contents).Any(static content => content is ErrorContent))
        {
            await cache.SetAsync(key, JsonSerializer.SerializeToUtf8Bytes(response, AIJsonUtilities.DefaultOptions), cancellationToken);
        }
    }
}
