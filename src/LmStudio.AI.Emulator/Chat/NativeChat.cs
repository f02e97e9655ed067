using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>
/// One chat of the native endpoint, from the start to the end, as the events of its stream. The response to a request that does not stream is the result
/// in the last event, so the two cannot differ.
/// </summary>
internal sealed class NativeChat
{
    private readonly ModelLoader _loader;
    private readonly ConversationStore _conversations;
    private readonly EmulatorFaults _faults;
    private readonly TimeProvider _timeProvider;
    private readonly EmulatorDialect _dialect;
    private readonly double? _tokensPerSecond;

    public NativeChat(ModelLoader loader, ConversationStore conversations, EmulatorFaults faults, LmStudioEmulatorOptions options)
    {
        _loader = loader;
        _conversations = conversations;
        _faults = faults;
        _timeProvider = options.TimeProvider;
        _dialect = options.Dialect;
        _tokensPerSecond = options.TokensPerSecond;
    }

    public async IAsyncEnumerable<NativeEvent> RunAsync(NativeChatSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (NativeEvent happened in RunCoreAsync(session, cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
            if (happened.Type == _faults.ErrorAfterEvent)
            {
                yield return NativeEvent.Error(WireErrors.Internal("A fault of the emulator caused this error."));
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<NativeEvent> RunCoreAsync(NativeChatSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelLoading loading = new(session.Request.Model, session.Model, session.Request.ContextLength);
        yield return NativeEvent.Create("chat.start", ("model_instance_id", loading.InstanceId(_loader)));
        await foreach (NativeEvent happened in _loader.LoadForChatAsync(loading, cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
        }

        if (loading.Instance is not { } instance)
        {
            yield break;
        }

        (IReadOnlyList<ConversationTurn>? history, int promptTokens) = Prompt.Fit(session.Request, session.Previous, session.Tools, instance.ContextLength);
        if (promptTokens >= instance.ContextLength || _faults.OverflowContext)
        {
            // Without output, there is nothing for a chat.end. LM Studio's behavior is not completely known.
            yield return NativeEvent.Error(WireErrors.ContextOverflow(promptTokens, instance.ContextLength));
            yield break;
        }

        GenerationContext context = new()
        {
            Instance = instance,
            Request = session.Request,
            History = history,
            Tools = session.Tools,
            Reasoning = session.Reasoning,
            PromptTokens = promptTokens,
        };
        GenerationSettings settings = new(session.Turn?.TokensPerChunk ?? 1, GenerationSettings.Pace(_faults, _tokensPerSecond));
        Generation generation = new(context, session.Answerer, settings, _timeProvider);
        Progress progress = session.Turn?.LateProgress is true ? Progress.Late : Progress.First;
        await foreach (GenerationEvent happened in generation.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            if (progress is Progress.Late)
            {
                if (happened is GenerationEvent.BlockEnd { Kind: BlockKind.Message })
                {
                    yield return NativeEvent.Create("prompt_processing.progress", ("progress", 1));
                    yield return NativeEvent.Create("prompt_processing.end");
                    progress = Progress.Further;
                }
                else if (happened is GenerationEvent.PromptProcessing)
                {
                    continue;
                }
            }

            if (happened is GenerationEvent.Delta delta)
            {
                yield return NativeJson.Delta(delta);
                continue;
            }

            foreach (NativeEvent native in NativeJson.Events(happened, progress is Progress.First))
            {
                yield return native;
            }

            progress = progress is Progress.First ? Progress.Further : progress;
            if (happened is GenerationEvent.Failure { EndsStream: true })
            {
                yield break;
            }
        }

        yield return NativeEvent.Create("chat.end", ("result", Result(session, context, generation, loading.LoadTime)));
    }

    private JsonObject Result(NativeChatSession session, GenerationContext context, Generation generation, TimeSpan? loadTime)
    {
        JsonObject stats = new()
        {
            ["input_tokens"] = session.Turn?.Stats?.InputTokens ?? context.PromptTokens,
            ["total_output_tokens"] = session.Turn?.Stats?.TotalOutputTokens ?? generation.OutputTokens,
            ["reasoning_output_tokens"] = session.Turn?.Stats?.ReasoningOutputTokens ?? generation.ReasoningTokens,
            ["tokens_per_second"] = session.Turn?.Stats?.TokensPerSecond ?? generation.TokensPerSecond,
        };

        // The preview had no such field.
        if (_dialect is EmulatorDialect.Released)
        {
            stats["time_to_first_token_seconds"] = session.Turn?.Stats?.TimeToFirstTokenSeconds ?? Math.Round(generation.TimeToFirstToken.TotalSeconds, 3);
        }

        if (loadTime is { } time)
        {
            stats["model_load_time_seconds"] = Math.Round(time.TotalSeconds, 3);
        }

        JsonObject result = new()
        {
            ["model_instance_id"] = context.Instance.Id,
            ["output"] = new JsonArray([.. context.Output.Select(item => NativeJson.Item(item, _dialect))]),
            ["stats"] = stats,
        };
        if (session.Request.Store)
        {
            ConversationTurn turn = new(
                session.Previous, session.Request.SystemPrompt, session.Request.Input, [.. context.Output], _timeProvider.GetUtcNow());
            (string name, string id) = _dialect is EmulatorDialect.Released
                ? ("response_id", _conversations.AddResponse(turn))
                : ("thread_id", _conversations.AddToThread(session.Request.ConversationId, turn));
            result[name] = id;
        }

        return result;
    }

    private enum Progress
    {
        First,
        Further,
        Late,
    }
}
