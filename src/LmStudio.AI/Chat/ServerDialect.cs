namespace LmStudio.AI;

/// <summary>The dialect of <c>/api/v1/chat</c> that a server uses: the configured one, or the one detected from its conversation ids.</summary>
internal sealed class ServerDialect(LmStudioApiDialect configured)
{
    /// <summary>The prefix of conversation ids of the preview dialect.</summary>
    private const string ThreadPrefix = "thread_";

    private volatile bool _sawThread;

    /// <summary>Returns whether only a server of the preview dialect can know the conversation.</summary>
    public static bool IsThread(string? conversationId) => conversationId?.StartsWith(ThreadPrefix, StringComparison.Ordinal) == true;

    /// <summary>Returns whether a request that continues the conversation, if any, is written in the preview dialect.</summary>
    public bool IsPreview(string? conversationId) =>
        configured == LmStudioApiDialect.Preview
        || (configured == LmStudioApiDialect.Auto && (_sawThread || IsThread(conversationId)));

    /// <summary>Detects the dialect from a response.</summary>
    /// <param name="threadId">The response's thread id, which only the preview dialect has.</param>
    public void Observe(string? threadId) => _sawThread |= threadId is not null;
}
