using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// Settles what pure mapping cannot know: the endpoint, the model, the reasoning that the model accepts, and whether the system prompt is
/// to be sent.
/// </summary>
internal sealed class ChatTurnPlanner(ModelCatalog models, string? defaultModel, LmStudioChatClientOptions clientOptions, ILogger logger)
{
    private readonly SystemPromptMemory _systemPrompts = new();

    /// <exception cref="NotSupportedException">No endpoint can carry the request.</exception>
    /// <exception cref="LmStudioException">No model was named, and not exactly one is loaded; or the server did not answer.</exception>
    public async ValueTask<ChatTurn> PlanAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, IChatClient client, CancellationToken cancellationToken)
    {
        object? rawRequest = options?.RawRepresentationFactory?.Invoke(client);
        LmStudioChatRequest? native = rawRequest as LmStudioChatRequest;
        LmStudioChatEndpoint endpoint = SelectEndpoint(ReadFeatures(messages, options, native));

        string model = native?.Model ?? options?.ModelId ?? defaultModel ?? await models.GetOnlyLoadedAsync(cancellationToken).ConfigureAwait(false);
        string? reasoning = native?.Reasoning ?? await MapReasoningAsync(options?.Reasoning?.Effort, model, cancellationToken).ConfigureAwait(false);
        string? conversationId = native?.PreviousResponseId ?? options?.ConversationId;
        string? systemPrompt = SystemText.Join(native?.SystemPrompt, options?.Instructions, messages);
        bool? store = native?.Store ?? options?.Store ?? clientOptions.Store;
        if (store == false && conversationId is not null)
        {
            ChatLog.UnstoredContinuation(logger, conversationId);
        }

        return new ChatTurn(messages, options, endpoint)
        {
            RawRequest = rawRequest,
            Model = model,
            Reasoning = reasoning,
            ConversationId = conversationId,
            SystemPrompt = IsSystemPromptDue(conversationId, systemPrompt) ? systemPrompt : null,
            ConversationPrompt = systemPrompt,
            Store = store,
            IncludeReasoning = options?.Reasoning?.Output != ReasoningOutput.None,
            IncludeProgress = clientOptions.StreamProgress,
            Progress = clientOptions.Progress,
        };
    }

    /// <summary>Notes what an answer teaches about its conversation.</summary>
    public void Complete(ChatTurn turn, string? conversationId)
    {
        if (conversationId is not null)
        {
            _systemPrompts.Remember(conversationId, turn.ConversationId, turn.ConversationPrompt);
        }
    }

    private ChatFeatures ReadFeatures(IReadOnlyList<ChatMessage> messages, ChatOptions? options, LmStudioChatRequest? native)
    {
        ChatFeatures features = ChatFeatureReader.Read(messages, options);
        features |= native is not null ? ChatFeatures.NativeRequest : ChatFeatures.None;
        features |= clientOptions.Progress is not null ? ChatFeatures.Progress : ChatFeatures.None;
        return features | ((options?.Store ?? clientOptions.Store) == true ? ChatFeatures.Store : ChatFeatures.None);
    }

    private LmStudioChatEndpoint SelectEndpoint(ChatFeatures features)
    {
        LmStudioChatEndpoint endpoint = ChatEndpointSelector.Select(features, clientOptions.Endpoint);
        string path = ChatEndpointTable.PathOf(endpoint);
        ChatLog.EndpointSelected(logger, path, features);

        ChatFeatures lost = ChatEndpointSelector.Lost(features, endpoint);
        if (lost != ChatFeatures.None && clientOptions.UnsupportedOptions != LmStudioUnsupportedOptionBehavior.Ignore)
        {
            string names = ChatEndpointTable.Describe(lost);
            if (clientOptions.UnsupportedOptions == LmStudioUnsupportedOptionBehavior.Throw)
            {
                throw new NotSupportedException(
                    $"LM Studio's {path}, which the request goes to, has no field for {names}. Leave that out, or let {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.UnsupportedOptions)} ignore it.");
            }

            ChatLog.UnsupportedOptions(logger, path, names);
        }

        return endpoint;
    }

    private async ValueTask<string?> MapReasoningAsync(ReasoningEffort? effort, string model, CancellationToken cancellationToken)
    {
        if (effort is not { } wanted)
        {
            return null;
        }

        LmStudioModel? known;
        try
        {
            known = await models.FindAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (LmStudioException)
        {
            // The chat itself will tell what is wrong, if it matters to it.
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
            || clientOptions.SystemPrompt == LmStudioSystemPromptBehavior.Always
            || _systemPrompts.HasChanged(conversationId, systemPrompt));
}
