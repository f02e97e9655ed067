using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// Determines what the pure mappers cannot: the endpoint, the model, the reasoning setting that the model accepts, and whether to send the system prompt.
/// </summary>
internal sealed class ChatTurnPlanner(LmStudioClient lmStudio, string? defaultModel, LmStudioChatClientOptions clientOptions, ILogger logger)
{
    private readonly SystemPromptMemory _systemPrompts = new();
    private readonly ConversationMemory _conversations = new();

    /// <summary>Gets a value indicating whether <see cref="Complete"/> needs the whole response, to recognize it later, and not only its last update.</summary>
    public bool RemembersResponses => clientOptions.ContinueKnownConversations;

    /// <summary>Plans a turn.</summary>
    /// <param name="messages">The caller's messages.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="recognizeHistory">Whether to check if the server has already stored the history.</param>
    /// <param name="cancellationToken">Ends the look-ups on the server.</param>
    /// <exception cref="NotSupportedException">No endpoint supports the request.</exception>
    /// <exception cref="LmStudioException">No model was specified, and not exactly one is loaded; or the server did not respond.</exception>
    public async ValueTask<ChatTurn> PlanAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, IChatClient client, bool recognizeHistory, CancellationToken cancellationToken)
    {
        object? rawRequest = options?.RawRepresentationFactory?.Invoke(client);
        IRawSettings raw = RawJsonSettings.Of(rawRequest);
        string? conversationId = raw.ConversationId ?? GivenText.OrNull(options?.ConversationId);
        string? systemPrompt = SystemText.Join(raw.SystemPrompt, options?.Instructions, messages);
        bool? store = raw.Store ?? options?.Store ?? clientOptions.Store;
        string? model = raw.Model ?? GivenText.OrNull(options?.ModelId) ?? defaultModel;

        ChatFeatures features = raw.Features | ReadFeatures(messages, options, conversationId, store);

        KnownConversation? known = null;
        if (clientOptions.ContinueKnownConversations && recognizeHistory && conversationId is null)
        {
            model ??= await lmStudio.Models.GetOnlyLoadedAsync(cancellationToken).ConfigureAwait(false);
            known = _conversations.Find(model, systemPrompt, messages);
        }

        if (known is not null)
        {
            // What cannot go with a conversation, like stop sequences, can go with the history that the caller has sent.
            ChatFeatures continued = raw.Features | ReadFeatures(known.NewMessages, options, known.ResponseId, store);
            known = ChatEndpointSelector.CanSelect(continued, clientOptions.Endpoint) ? known : null;
            features = known is null ? features : continued;
            conversationId = known?.ResponseId;
            messages = known?.NewMessages ?? messages;
        }

        LmStudioChatEndpoint endpoint = SelectEndpoint(features, GetPreferred(store));
        model ??= await lmStudio.Models.GetOnlyLoadedAsync(cancellationToken).ConfigureAwait(false);
        if (store == false && conversationId is not null)
        {
            ChatLog.UnstoredContinuation(logger, conversationId);
        }

        IReadOnlyList<string>? secrets = McpSecrets.ToList(
            (options?.Tools ?? []).OfType<HostedMcpServerTool>().SelectMany(static tool => McpSecrets.Of(tool.Headers?.Values, tool.ServerAddress)).Concat(raw.Secrets));
        return new ChatTurn(messages, options, endpoint)
        {
            RawRequest = rawRequest,
            Model = model,
            Reasoning = raw.Reasoning ?? await MapReasoningAsync(options?.Reasoning?.Effort, model, conversationId, cancellationToken).ConfigureAwait(false),
            ConversationId = conversationId,
            SystemPrompt = IsSystemPromptDue(conversationId, systemPrompt) ? systemPrompt : null,
            ConversationPrompt = systemPrompt,
            Instructions = SystemText.Join(raw.SystemPrompt, options?.Instructions, []),
            Known = known,
            Secrets = secrets,
            Store = store,
            IncludeReasoning = options?.Reasoning?.Output != ReasoningOutput.None,
            IncludeProgress = clientOptions.StreamProgress,
            Progress = clientOptions.Progress,
            Telemetry = ChatTelemetry.Start(endpoint, model, lmStudio.Endpoint),
        };
    }

    /// <summary>Records the conversation after a response.</summary>
    public void Complete(ChatTurn turn, ChatResponse response)
    {
        turn.Telemetry?.Complete(response);
        if (response.ConversationId is not { } conversationId)
        {
            return;
        }

        string? prompt = _systemPrompts.Remember(conversationId, turn.ConversationId, turn.ConversationPrompt, turn.Instructions);

        if (clientOptions.ContinueKnownConversations)
        {
            _conversations.Remember(conversationId, turn.ConversationId, turn.Model, prompt, turn.Messages, response.Messages);
        }
    }

    /// <summary>Returns whether a failed turn can be sent again with the whole history, because the server has forgotten the conversation that it was recognized as.</summary>
    public bool TryForget(ChatTurn turn, LmStudioException exception)
    {
        if (turn.Known is null || exception.Kind != LmStudioErrorKind.ConversationNotFound)
        {
            return false;
        }

        _conversations.Forget(turn.Known);
        ChatLog.ConversationForgotten(logger, turn.Known.ResponseId);
        return true;
    }

    private ChatFeatures ReadFeatures(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? conversationId, bool? store)
    {
        ChatFeatures features = ChatFeatureReader.Read(messages, options);
        if (conversationId is not null)
        {
            // Only the native endpoint of servers before 0.4 supports thread ids, and these servers have no other endpoint.
            features |= lmStudio.Dialect.IsPreview(conversationId) || ServerDialect.IsThread(conversationId)
                ? ChatFeatures.Conversation | ChatFeatures.PreviewConversation
                : ChatFeatures.Conversation;
        }

        return features | (store == true ? ChatFeatures.Store : ChatFeatures.None);
    }

    /// <summary>
    /// Returns the features that the client prefers: a conversation can only be recognized later if it is stored, and only one endpoint reports progress. They
    /// are not options of the request, so nothing is logged if they are not available.
    /// </summary>
    private ChatFeatures GetPreferred(bool? store) =>
        (store is null && clientOptions.ContinueKnownConversations ? ChatFeatures.Store : ChatFeatures.None)
        | (clientOptions.Progress is not null ? ChatFeatures.Progress : ChatFeatures.None);

    private LmStudioChatEndpoint SelectEndpoint(ChatFeatures features, ChatFeatures preferred)
    {
        LmStudioChatEndpoint endpoint = ChatEndpointSelector.Select(features | preferred, clientOptions.Endpoint);
        string path = ChatEndpointTable.PathOf(endpoint);
        ChatLog.EndpointSelected(logger, path, features | preferred);

        ChatFeatures lost = ChatEndpointSelector.Lost(features, endpoint);
        if (lost != ChatFeatures.None && clientOptions.UnsupportedOptionBehavior != LmStudioUnsupportedOptionBehavior.Ignore)
        {
            string names = ChatEndpointTable.Describe(lost);
            if (clientOptions.UnsupportedOptionBehavior == LmStudioUnsupportedOptionBehavior.Throw)
            {
                throw new NotSupportedException(
                    $"LM Studio's {path} does not support {names}. Remove the options, or set {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.UnsupportedOptionBehavior)} to ignore them.");
            }

            ChatLog.UnsupportedOptions(logger, path, names);
        }

        return endpoint;
    }

    private async ValueTask<string?> MapReasoningAsync(ReasoningEffort? effort, string model, string? conversationId, CancellationToken cancellationToken)
    {
        if (effort is not { } wanted)
        {
            return null;
        }

        if (lmStudio.Dialect.IsPreview(conversationId))
        {
            // Servers with this dialect do not list accepted values, and ignore unsupported ones.
            return ReasoningEffortMapper.Map(wanted);
        }

        LmStudioModel? known;
        try
        {
            known = await lmStudio.Models.FindAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (LmStudioException)
        {
            // If it affects the chat, the chat request fails with a better error.
            known = null;
        }

        if (known is null)
        {
            return ReasoningEffortMapper.Map(wanted);
        }

        string? value = ReasoningEffortMapper.Clamp(wanted, known.Capabilities?.Reasoning);
        ChatLog.Reasoning(logger, wanted, value ?? "not sent", model);
        return value;
    }

    private bool IsSystemPromptDue(string? conversationId, string? systemPrompt) =>
        systemPrompt is not null
        && (conversationId is null
            || clientOptions.SystemPromptBehavior == LmStudioSystemPromptBehavior.Always
            || _systemPrompts.HasChanged(conversationId, systemPrompt));
}
