using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace PipelineSample.Middleware;

/// <summary>Logs the model, duration and token counts of each response, for any provider.</summary>
/// <param name="inner">The inner client.</param>
/// <param name="logger">Logs each response and failure.</param>
internal sealed partial class UsageLoggingChatClient(IChatClient inner, ILogger logger) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            ChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken);
            Log(start, response.ModelId, response.Usage);
            return response;
        }
        catch (Exception exception)
        {
            LogFailure(exception.GetType().Name, Elapsed(start));
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        string? model = null;
        UsageDetails? usage = null;
        bool isWhole = false;
        try
        {
            await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                model = update.ModelId ?? model;
                usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
                yield return update;
            }

            isWhole = true;
            Log(start, model, usage);
        }
        finally
        {
            if (!isWhole)
            {
                // The exception is thrown to the caller; a caller that stops reading causes none.
                LogFailure("the stream ended early", Elapsed(start));
            }
        }
    }

    private static long Elapsed(long start) => (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    private void Log(long start, string? model, UsageDetails? usage) => LogAnswer(model ?? "an unnamed model", Elapsed(start), usage?.InputTokenCount, usage?.OutputTokenCount);

    [LoggerMessage(LogLevel.Information, "{Model} responded in {Milliseconds} ms: {InputTokens} tokens in, {OutputTokens} out")]
    private partial void LogAnswer(string model, long milliseconds, long? inputTokens, long? outputTokens);

    [LoggerMessage(LogLevel.Warning, "No complete response after {Milliseconds} ms: {Reason}")]
    private partial void LogFailure(string reason, long milliseconds);
}
