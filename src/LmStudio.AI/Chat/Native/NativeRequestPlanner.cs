using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// Prepares requests for <c>/api/v1/chat</c>: checks that it can carry them, and settles what the pure mapping cannot know, which is the
/// model, the reasoning that the model accepts, and whether the system prompt is to be sent.
/// </summary>
internal sealed class NativeRequestPlanner(ModelCatalog models, string? defaultModel, LmStudioChatClientOptions clientOptions, ILogger logger)
{
    private readonly SystemPromptMemory _systemPrompts = new();

    public async ValueTask<NativePlan> PlanAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options, IChatClient client, CancellationToken cancellationToken)
    {
        CheckFeatures(ChatFeatureReader.Read(messages, options));

        LmStudioChatRequest request = options?.RawRepresentationFactory?.Invoke(client) as LmStudioChatRequest ?? new LmStudioChatRequest();
        NativeRequestMapper.Fill(request, messages, options);
        request.Store ??= clientOptions.Store;
        request.Model ??= options?.ModelId ?? defaultModel ?? await models.GetOnlyLoadedAsync(cancellationToken).ConfigureAwait(false);
        request.Reasoning ??= await MapReasoningAsync(options?.Reasoning?.Effort, request.Model, cancellationToken).ConfigureAwait(false);

        if (request is { Store: false, PreviousResponseId: not null })
        {
            ChatLog.UnstoredContinuation(logger, request.PreviousResponseId);
        }

        string? systemPrompt = request.SystemPrompt;
        if (!IsSystemPromptDue(request.PreviousResponseId, systemPrompt))
        {
            request.SystemPrompt = null;
        }

        return new NativePlan(request, CreateTurn(request, options), systemPrompt);
    }

    /// <summary>Notes what an answer teaches about its conversation.</summary>
    public void Complete(NativePlan plan, string? conversationId)
    {
        if (conversationId is not null)
        {
            _systemPrompts.Remember(conversationId, plan.Request.PreviousResponseId, plan.SystemPrompt);
        }
    }

    private NativeTurn CreateTurn(LmStudioChatRequest request, ChatOptions? options) => new("msg_" + Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow)
    {
        MaxOutputTokens = request.MaxOutputTokens,
        IncludeReasoning = options?.Reasoning?.Output != ReasoningOutput.None,
        IncludeProgress = clientOptions.StreamProgress,
        Progress = clientOptions.Progress,
    };

    private void CheckFeatures(ChatFeatures features)
    {
        ChatFeatures missing = features & ~NativeRequestMapper.Features;
        if ((missing & ChatFeatures.Hard) != 0)
        {
            throw new NotSupportedException($"LM Studio's /api/v1/chat cannot carry {ChatFeatureNames.Join(missing & ChatFeatures.Hard)}. Leave that out of the request.");
        }

        if (missing == ChatFeatures.None || clientOptions.UnsupportedOptions == LmStudioUnsupportedOptionBehavior.Ignore)
        {
            return;
        }

        string names = ChatFeatureNames.Join(missing);
        if (clientOptions.UnsupportedOptions == LmStudioUnsupportedOptionBehavior.Throw)
        {
            throw new NotSupportedException(
                $"LM Studio's /api/v1/chat has no field for {names}. Leave that out of the options, or let {nameof(LmStudioChatClientOptions)}.{nameof(LmStudioChatClientOptions.UnsupportedOptions)} ignore it.");
        }

        ChatLog.UnsupportedOptions(logger, names);
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

    private bool IsSystemPromptDue(string? previousId, string? systemPrompt) =>
        systemPrompt is not null
        && (previousId is null
            || clientOptions.SystemPrompt == LmStudioSystemPromptBehavior.Always
            || _systemPrompts.HasChanged(previousId, systemPrompt));
}
