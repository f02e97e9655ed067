using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace PipelineSample.Middleware;

/// <summary>Uses another server if the first one is not available.</summary>
/// <remarks>
/// The fallback only takes over a stream before its first update: later, two responses would be mixed. A stored conversation only exists on its server, so the
/// fallback does not take over a request that continues one.
/// </remarks>
/// <param name="primary">The client that is used first.</param>
/// <param name="fallback">The client that takes over.</param>
/// <param name="isOutage">Tells the failures after which the fallback is asked.</param>
/// <param name="logger">Hears of each takeover.</param>
internal sealed partial class FallbackChatClient(IChatClient primary, IChatClient fallback, Func<Exception, bool> isOutage, ILogger logger) : DelegatingChatClient(primary)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> request = [.. messages];
        try
        {
            return await base.GetResponseAsync(request, options, cancellationToken);
        }
        catch (Exception exception) when (CanTakeOver(exception, options, cancellationToken))
        {
            LogTakeover(exception.Message);
            return await fallback.GetResponseAsync(request, WithoutModel(options), cancellationToken);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> request = [.. messages];
        IAsyncEnumerator<ChatResponseUpdate> updates = base.GetStreamingResponseAsync(request, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            bool hasUpdate;
            try
            {
                hasUpdate = await updates.MoveNextAsync();
            }
            catch (Exception exception) when (CanTakeOver(exception, options, cancellationToken))
            {
                LogTakeover(exception.Message);
                await updates.DisposeAsync();
                updates = fallback.GetStreamingResponseAsync(request, WithoutModel(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
                hasUpdate = await updates.MoveNextAsync();
            }

            while (hasUpdate)
            {
                yield return updates.Current;
                hasUpdate = await updates.MoveNextAsync();
            }
        }
        finally
        {
            await updates.DisposeAsync();
        }
    }

    private bool CanTakeOver(Exception exception, ChatOptions? options, CancellationToken cancellationToken) =>
        options?.ConversationId is null && !cancellationToken.IsCancellationRequested && isOutage(exception);

    /// <summary>The requested model is one of the first server. The other server uses its own.</summary>
    private static ChatOptions? WithoutModel(ChatOptions? options)
    {
        ChatOptions? copy = options?.Clone();
        copy?.ModelId = null;
        return copy;
    }

    [LoggerMessage(LogLevel.Warning, "The fallback takes over: {Reason}")]
    private partial void LogTakeover(string reason);
}
