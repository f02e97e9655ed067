namespace LmStudio.AI.Yarp;

/// <summary>Options for conversation affinity.</summary>
public sealed class LmStudioAffinityOptions
{
    /// <summary>
    /// Gets or sets the maximum number of conversation ids in memory. The default is 1,000,000, which takes about 250 MB. Above it, the oldest ids are removed.
    /// An id that is not in memory is looked up in the distributed cache, if there is one; if it is not there either, the request is sent to one server after
    /// another.
    /// </summary>
    public int MaxConversationsInMemory { get; set; } = 1_000_000;

    /// <summary>Gets or sets how long ids are kept. The default is 30 days, after which LM Studio deletes stored responses.</summary>
    public TimeSpan ConversationLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets or sets the timeout for the distributed cache. The default is 500 milliseconds. If the cache takes longer or fails, the request continues without
    /// it, and the cache is not used for five seconds.
    /// </summary>
    public TimeSpan DistributedCacheTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Gets or sets a value indicating whether a conversation can only be continued with the token that started it. The default is <see langword="true"/>. A
    /// request with another token is rejected as if the conversation did not exist.
    /// </summary>
    public bool BindConversationsToTokens { get; set; } = true;

    /// <summary>
    /// Gets or sets the maximum size, in bytes, of the bodies of requests for chats, completions and embeddings. Requests with larger bodies are rejected with
    /// status 413. The default is 128 MiB. The body is kept in memory until the server has received it. The web server's own limit (30,000,000 bytes by default
    /// for Kestrel) applies too.
    /// </summary>
    public int MaxRequestBodySize { get; set; } = 128 * 1024 * 1024;

    /// <summary>Gets or sets the interval at which the list of models is requested from each server. The default is 10 seconds.</summary>
    public TimeSpan ModelPollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the timeout for requesting the list of models. The default is 5 seconds. A server that takes longer is selected last.</summary>
    public TimeSpan ModelPollTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets the timeout for establishing a connection to a server. The default is 5 seconds. After it, the request is sent to another server.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how busy the servers that have a model loaded must be before a request goes to a server that has the model downloaded but not loaded, and
    /// loads it there. The default is <see langword="null"/>: requests wait at the servers that have the model loaded.
    /// </summary>
    /// <remarks>
    /// The threshold is the number of a server's requests in progress divided by the number of requests that its instances process in parallel. With 1, all of
    /// them are busy; with 2, as many requests are waiting as are being processed. The request that loads the model waits for the load, and LM Studio may unload
    /// another model for it. A server that fails to load the model is not used for it for one minute unless there is no other one.
    /// </remarks>
    public double? SpillOverThreshold { get; set; }
}
