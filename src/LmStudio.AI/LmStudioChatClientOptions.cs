namespace LmStudio.AI;

/// <summary>How an <see cref="LmStudioChatClient"/> behaves. Values are read when the client is made.</summary>
public sealed class LmStudioChatClientOptions
{
    /// <summary>Gets or sets the endpoint that requests go to. The default is <see cref="LmStudioChatEndpoint.Auto"/>: the one that can carry them best.</summary>
    public LmStudioChatEndpoint Endpoint { get; set; }

    /// <summary>Gets or sets a value indicating whether answers are stored on the server, so that their <c>ConversationId</c> can be continued.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>: the server's own default, which is to store. A request can differ by its <c>Store</c> option.
    /// Set <see langword="false"/> where the caller resends the history itself.
    /// </remarks>
    public bool? Store { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a history that the caller resends is recognized as a conversation that the server has stored,
    /// so that only what is new is sent. The default is <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// For callers that keep the history themselves, like Semantic Kernel's agents: their turns stay on the endpoints that store conversations,
    /// and the server does not read the whole history anew. The client remembers the last 1,024 answers; an edited history, another model or
    /// other instructions are another conversation. If the server has forgotten it, or no endpoint has what is asked for in a conversation, like
    /// stop sequences, the whole history is sent.
    /// </remarks>
    public bool ContinueKnownConversations { get; set; }

    /// <summary>Gets or sets when the system prompt is sent on a conversation that is continued. The default is <see cref="LmStudioSystemPromptBehavior.WhenChanged"/>.</summary>
    public LmStudioSystemPromptBehavior SystemPrompt { get; set; }

    /// <summary>Gets or sets what becomes of options that the endpoint has no field for. The default is <see cref="LmStudioUnsupportedOptionBehavior.Log"/>.</summary>
    public LmStudioUnsupportedOptionBehavior UnsupportedOptions { get; set; }

    /// <summary>Gets or sets a value indicating whether streams have updates without content for what comes before the first token. The default is <see langword="true"/>.</summary>
    /// <remarks>
    /// They are read through <c>update.Progress</c>. Without them the first update has content, which is what measures of the time to the
    /// first update expect, and clients that fail over to another only before the first update.
    /// </remarks>
    public bool StreamProgress { get; set; } = true;

    /// <summary>Gets or sets who hears of the progress of model loading and prompt processing, also when answers are not streamed. The default is nobody.</summary>
    public IProgress<LmStudioProgress>? Progress { get; set; }

    internal LmStudioChatClientOptions Clone() => (LmStudioChatClientOptions)MemberwiseClone();
}
