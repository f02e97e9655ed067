namespace LmStudio.AI.Emulator;

/// <summary>Prepares the response to a request of a compatible endpoint: its model, prompt and tools.</summary>
internal sealed class AnswerStarter
{
    private readonly CompatModels _models;
    private readonly EmulatorScript _script;
    private readonly EmulatorFaults _faults;
    private readonly TimeProvider _timeProvider;
    private readonly double? _tokensPerSecond;
    private readonly IEmulatedModel _unscripted;

    public AnswerStarter(CompatModels models, EmulatorScript script, LmStudioEmulatorOptions options)
    {
        _models = models;
        _script = script;
        _faults = options.Faults;
        _timeProvider = options.TimeProvider;
        _tokensPerSecond = options.TokensPerSecond;
        _unscripted = options.ChatClient is { } client ? new ChatClientModel(client) : new DemoModel();
    }

    /// <param name="request">The request.</param>
    /// <param name="newCallId">Creates the ids of function calls; null on an endpoint without functions.</param>
    /// <param name="tools">The MCP servers; null on an endpoint without MCP servers.</param>
    /// <param name="cancellationToken">A token that cancels the start.</param>
    /// <exception cref="WireException">The request is rejected.</exception>
    public async Task<Answer> StartAsync(CompatRequest request, Func<string>? newCallId, McpToolbox? tools, CancellationToken cancellationToken)
    {
        ChatRequest chat = request.Chat;
        EmulatorInstance instance = await _models.FindOrLoadAsync(chat.Model, chat.TimeToLive, cancellationToken).ConfigureAwait(false);
        if (!instance.Model.Vision && HasImage(chat, request.Previous))
        {
            throw CompatErrors.ImagesNotSupported();
        }

        SchemaGrammar.Check(chat);
        if (_faults.IgnoreAnswerSchemas)
        {
            chat = chat with { AnswerSchema = null };
        }

        McpToolbox toolbox = tools ?? new McpToolbox();
        (IReadOnlyList<ConversationTurn>? history, int promptTokens) = Prompt.Fit(chat, request.Previous, toolbox, instance.ContextLength);
        EngineException? refusal = instance.Model.StrictTemplate && request.TemplateProblem is { } problem ? CompatErrors.Template(problem)
            : promptTokens >= instance.ContextLength || _faults.OverflowContext ? CompatErrors.ContextOverflow(promptTokens, instance.ContextLength)
            : null;
        EmulatorTurn? turn = refusal is null && _script.TryDequeue(out EmulatorTurn? scripted) ? scripted : null;
        if (turn?.Steps is [EmulatorStep.FailStep failure, ..])
        {
            throw failure.Failure;
        }

        GenerationContext context = new()
        {
            Instance = instance,
            Request = chat,
            History = history,
            Tools = toolbox,
            Reasoning = ChooseReasoning(instance.Model, chat.Reasoning),
            PromptTokens = promptTokens,
        };
        TimeSpan pace = GenerationSettings.Pace(_faults, _tokensPerSecond);
        GenerationSettings settings = new(turn?.TokensPerChunk ?? 1, pace, newCallId, HasMcp: tools is not null);
        return new()
        {
            Context = context,
            Generation = new(context, turn is null ? _unscripted : new ScriptedModel(turn), settings, _timeProvider),
            Turn = turn,
            HasDraftModel = instance.Config.SpeculativeDraft?.IsOn is true || (chat.DraftModel is { } draft && _models.IsDownloaded(draft)),
            Refusal = refusal,
            NewInputTokens = Prompt.Fit(chat, previous: null, toolbox, instance.ContextLength).Tokens,
            CreatedAt = _timeProvider.GetUtcNow(),
        };
    }

    private static bool HasImage(ChatRequest request, ConversationTurn? previous) =>
        ConversationTurn.Chain(previous).SelectMany(static turn => turn.Input).Concat(request.Input).Any(static part => part is InputPart.Image);

    /// <remarks>
    /// An effort that the model does not support causes a warning and is ignored:
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2284"/>.
    /// </remarks>
    private static string? ChooseReasoning(EmulatorModel model, string? effort)
    {
        string? asked = effort is "none" ? "off" : effort;
        return asked is not null && model.ReasoningOptions.Contains(asked) ? asked : model.DefaultReasoning;
    }
}
