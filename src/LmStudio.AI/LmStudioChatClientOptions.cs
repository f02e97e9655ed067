namespace LmStudio.AI;

/// <summary>Options for <see cref="LmStudioChatClient"/>. They are read when the client is created.</summary>
public sealed class LmStudioChatClientOptions
{
    /// <summary>Gets or sets the endpoint for requests. The default is <see cref="LmStudioChatEndpoint.Auto"/>, which selects the one that supports each request best.</summary>
    public LmStudioChatEndpoint Endpoint { get; set; }

    /// <summary>Gets or sets a value indicating whether the server stores responses, so that they can be continued by their <c>ConversationId</c>.</summary>
    /// <remarks>
    /// The default is <see langword="null"/>, which leaves it to the server; it stores responses. The <c>Store</c> property of <see cref="Microsoft.Extensions.AI.ChatOptions"/>
    /// overrides it for one request. Use <see langword="false"/> if the caller resends the history with each request.
    /// </remarks>
    public bool? Store { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the client recognizes a resent history as a conversation that the server has stored,
    /// and sends only the new messages. The default is <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// Use it for callers that keep the history themselves, such as Semantic Kernel's agents, so that the server does not process the whole history on
    /// each turn. The client remembers the last 1,024 responses. An edited history, a different model or different instructions start a new
    /// conversation. The whole history is sent if the server no longer has the conversation, or if the request needs a feature that no endpoint
    /// supports in conversations, such as stop sequences.
    /// </remarks>
    public bool ContinueKnownConversations { get; set; }

    /// <summary>Gets or sets when the system prompt is sent in a continued conversation. The default is <see cref="LmStudioSystemPromptBehavior.WhenChanged"/>.</summary>
    public LmStudioSystemPromptBehavior SystemPromptBehavior { get; set; }

    /// <summary>Gets or sets how options that the endpoint does not support are handled. The default is <see cref="LmStudioUnsupportedOptionBehavior.Log"/>.</summary>
    public LmStudioUnsupportedOptionBehavior UnsupportedOptionBehavior { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether streams include updates without content that report the progress before the first token. The default is
    /// <see langword="true"/>.
    /// </summary>
    /// <remarks>
    /// Read the progress with <c>update.Progress</c>. Set <see langword="false"/> for middleware that expects content in the first update, for example to
    /// measure the time to the first token, or to fail over to another client until then.
    /// </remarks>
    public bool StreamProgress { get; set; } = true;

    /// <summary>Gets or sets the progress handler for model loading and prompt processing, with and without streaming. The default is <see langword="null"/>.</summary>
    public IProgress<LmStudioProgress>? Progress { get; set; }

    internal LmStudioChatClientOptions Clone() => (LmStudioChatClientOptions)MemberwiseClone();
}
