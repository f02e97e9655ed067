namespace LmStudio.AI.Yarp;

/// <summary>Options of the conversation affinity.</summary>
public sealed class LmStudioAffinityOptions
{
    /// <summary>
    /// Gets or sets how many conversation ids are kept in memory. The default is 1,000,000, which takes some 250 MB when it is full. When there are more, the oldest
    /// ids go. An id that is not in memory is looked up in the distributed cache, if there is one, and then the servers are asked for it.
    /// </summary>
    public int MaxConversationsInMemory { get; set; } = 1_000_000;

    /// <summary>Gets or sets how long ids are kept. The default is 30 days, after which LM Studio deletes stored responses.</summary>
    public TimeSpan ConversationLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets or sets how long a request waits for the distributed cache. The default is half a second. When it takes longer or fails, the request goes on without
    /// it, and the cache is left alone for five seconds.
    /// </summary>
    public TimeSpan DistributedCacheTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Gets or sets a value indicating whether a conversation can be continued only with the token that began it. The default is <see langword="true"/>. A
    /// request with another token is refused as if there were no such conversation.
    /// </summary>
    public bool BindConversationsToTokens { get; set; } = true;

    /// <summary>
    /// Gets or sets the largest body, in bytes, of a request whose body is read, which is each request for a chat, a completion or embeddings. Larger ones are refused
    /// with status 413. The default is 128 MiB. The body is in memory until the server has it. The limit of the web server (Kestrel's is 30,000,000
    /// bytes by default) applies as well.
    /// </summary>
    public int MaxRequestBodySize { get; set; } = 128 * 1024 * 1024;

    /// <summary>Gets or sets how often each server is asked which models it has. The default is 10 seconds.</summary>
    public TimeSpan ModelPollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a server may take to list its models. The default is 5 seconds. A server that takes longer gets requests last.</summary>
    public TimeSpan ModelPollTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
