using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Executes the steps of one response: splits text into tokens, applies speed and limit, calls tools, and counts tokens.</summary>
internal sealed class Generation
{
    private readonly GenerationContext _context;
    private readonly IEmulatedModel _model;
    private readonly GenerationSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly StringBuilder _block = new();
    private BlockKind? _open;
    private bool _toolReturned;
    private bool _finished;
    private bool _called;
    private long _started;
    private long? _firstToken;

    public Generation(GenerationContext context, IEmulatedModel model, GenerationSettings settings, TimeProvider timeProvider)
    {
        _context = context;
        _model = model;
        _settings = settings;
        _timeProvider = timeProvider;
    }

    public int OutputTokens { get; private set; }

    public int ReasoningTokens { get; private set; }

    /// <summary>Gets a value indicating whether the limit of output tokens has been reached, even if the response was complete by then.</summary>
    public bool LimitReached => TokensLeft <= 0 || WasCut;

    /// <summary>Gets a value indicating whether the response was cut off by the limit of output tokens.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Gets a value indicating whether the model waits for the client to call functions.</summary>
    public bool CalledFunction => _called && !WasCut;

    /// <summary>Gets the stop sequence that ended the response.</summary>
    public string? StopSequence { get; private set; }

    /// <summary>Gets the time from the start of the response to its first token.</summary>
    public TimeSpan TimeToFirstToken => _timeProvider.GetElapsedTime(_started, _firstToken ?? _started);

    /// <summary>Gets the speed since the start of the response. If the clock has not advanced, one millisecond is assumed.</summary>
    public double TokensPerSecond => OutputTokens / Math.Max(0.001, _timeProvider.GetElapsedTime(_started).TotalSeconds);

    private int TokensLeft => (_context.Request.MaxOutputTokens ?? int.MaxValue) - OutputTokens;

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _started = _timeProvider.GetTimestamp();
        yield return new GenerationEvent.PromptProcessing();
        await foreach (EmulatorStep step in _model.AnswerAsync(_context, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // A model that has called functions waits for their results.
            if (_called && step is EmulatorStep.TextStep or EmulatorStep.ToolStep)
            {
                break;
            }

            await foreach (GenerationEvent happened in CarryOutAsync(step, cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }

            if (_finished)
            {
                break;
            }
        }

        if (Close() is { } end)
        {
            yield return end;
        }
    }

    private IAsyncEnumerable<GenerationEvent> CarryOutAsync(EmulatorStep step, CancellationToken cancellationToken) => step switch
    {
        EmulatorStep.TextStep text => WriteAsync(text, cancellationToken),
        _ when FunctionCalls.From(step, _settings.NewCallId) is { } call => CallFunctionAsync(call, cancellationToken),
        EmulatorStep.ToolStep or EmulatorStep.FunctionStep or EmulatorStep.InvalidToolStep when !_settings.HasMcp => FailAsync(new(
            WireErrors.Internal("The script calls a tool in a way that this endpoint does not support. Only /api/v1/chat and /v1/responses support MCP servers."),
            endsStream: true)),
        EmulatorStep.ToolStep call => CallAsync(call, cancellationToken),
        EmulatorStep.FunctionStep call => RefuseAsync(call.Name, null, call.Arguments, UnknownTool(call.Name), isUnknownTool: true, cancellationToken),
        EmulatorStep.InvalidToolStep call => RefuseAsync(
            call.Tool,
            _context.Tools.Providers.Find(provider => provider.Name == call.Server),
            call.Arguments,
            call.Problem,
            isUnknownTool: false,
            cancellationToken),
        EmulatorStep.WaitStep pause => WaitAsync(pause, cancellationToken),
        EmulatorStep.FailStep failure => FailAsync(failure),
        _ => throw new NotSupportedException(),
    };

    private async IAsyncEnumerable<GenerationEvent> WriteAsync(EmulatorStep.TextStep text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string content = text.Content;
        if (text.Kind is BlockKind.Message)
        {
            (content, StopSequence) = StopSequences.Cut(_open is BlockKind.Message ? _block.ToString() : "", content, _context.Request.StopSequences);
        }

        IReadOnlyList<string> tokens = Tokenizer.Split(content);
        WasCut = tokens.Count > TokensLeft;
        _finished = WasCut || StopSequence is not null;
        if (tokens.Count is 0 || TokensLeft <= 0)
        {
            yield break;
        }

        if (_open != text.Kind)
        {
            if (Close() is { } end)
            {
                yield return end;
            }

            if (ReadToolResult() is { } reading)
            {
                yield return reading;
            }

            _open = text.Kind;
            yield return new GenerationEvent.BlockStart(text.Kind);
        }

        int last = Math.Min(tokens.Count, TokensLeft);
        for (int start = 0; start < last; start += _settings.TokensPerChunk)
        {
            int count = Math.Min(_settings.TokensPerChunk, last - start);
            await CountAsync(count, cancellationToken).ConfigureAwait(false);
            ReasoningTokens += text.Kind is BlockKind.Reasoning ? count : 0;
            string delta = count is 1 ? tokens[start] : string.Concat(tokens.Skip(start).Take(count));
            _block.Append(delta);
            yield return new GenerationEvent.Delta(text.Kind, delta);
        }
    }

    private async IAsyncEnumerable<GenerationEvent> CallFunctionAsync(
        OutputItem.FunctionCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (GenerationEvent happened in await PrepareCallAsync(call.Name, call.Arguments, cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
        }

        if (!_finished)
        {
            _called = true;
            _context.Output.Add(call);
            yield return new GenerationEvent.FunctionCall(call);
        }
    }

    private async IAsyncEnumerable<GenerationEvent> CallAsync(EmulatorStep.ToolStep call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_context.Tools.Find(call.Server, call.Tool) is not { } tool)
        {
            await foreach (GenerationEvent happened in RefuseAsync(
                call.Tool, null, call.Arguments, UnknownTool(call.Tool), isUnknownTool: true, cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }

            yield break;
        }

        foreach (GenerationEvent happened in await StartCallAsync(call.Tool, tool.Provider, call.Arguments, cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
        }

        if (_finished)
        {
            yield break;
        }

        yield return new GenerationEvent.ToolCallArguments(call.Tool, call.Arguments, tool.Provider);
        string output = await McpToolbox.CallAsync(tool, call.Arguments, cancellationToken).ConfigureAwait(false);
        yield return EndCall(new OutputItem.ToolCall(call.Tool, call.Arguments, output, tool.Provider));
    }

    private async IAsyncEnumerable<GenerationEvent> RefuseAsync(
        string tool,
        ToolProvider? provider,
        JsonObject? arguments,
        string reason,
        bool isUnknownTool,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (GenerationEvent happened in await StartCallAsync(tool, provider, arguments ?? [], cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
        }

        if (!_finished)
        {
            yield return EndCall(new OutputItem.InvalidToolCall(tool, reason, isUnknownTool, arguments, provider));
        }
    }

    private async Task<IReadOnlyList<GenerationEvent>> StartCallAsync(
        string tool, ToolProvider? provider, JsonObject arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<GenerationEvent> happened = await PrepareCallAsync(tool, WireJson.Compact(arguments), cancellationToken).ConfigureAwait(false);
        return _finished ? happened : [.. happened, new GenerationEvent.ToolCallStart(tool, provider)];
    }

    /// <summary>Writes the name and the arguments, which count as output. If the limit is reached within them, the response ends without a call.</summary>
    private async Task<IReadOnlyList<GenerationEvent>> PrepareCallAsync(string tool, string arguments, CancellationToken cancellationToken)
    {
        List<GenerationEvent> happened = [];
        if (Close() is { } end)
        {
            happened.Add(end);
        }

        if (ReadToolResult() is { } reading)
        {
            happened.Add(reading);
        }

        int tokens = Tokenizer.Count(tool) + Tokenizer.Count(arguments);
        _finished = WasCut = tokens > TokensLeft;
        await CountAsync(Math.Min(tokens, TokensLeft), cancellationToken).ConfigureAwait(false);
        return happened;
    }

    private GenerationEvent.ToolCallEnd EndCall(OutputItem item)
    {
        _context.Output.Add(item);
        _toolReturned = true;
        return new(item);
    }

    private async IAsyncEnumerable<GenerationEvent> WaitAsync(EmulatorStep.WaitStep pause, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await pause.WaitAsync(_timeProvider, cancellationToken).ConfigureAwait(false);
        yield break;
    }

    private async IAsyncEnumerable<GenerationEvent> FailAsync(EmulatorStep.FailStep step)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (Close() is { } end)
        {
            yield return end;
        }

        _finished = true;
        yield return new GenerationEvent.Failure(step.Failure, step.EndsStream);
    }

    private async ValueTask CountAsync(int tokens, CancellationToken cancellationToken)
    {
        if (_settings.TimePerToken > TimeSpan.Zero)
        {
            await Task.Delay(_settings.TimePerToken * tokens, _timeProvider, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _firstToken ??= _timeProvider.GetTimestamp();
        OutputTokens += tokens;
    }

    private GenerationEvent.BlockEnd? Close()
    {
        if (_open is not { } kind)
        {
            return null;
        }

        _context.Output.Add(new OutputItem.Block(kind, _block.ToString()));
        _block.Clear();
        _open = null;
        return new(kind);
    }

    /// <summary>After a tool call, the model processes the result before it continues.</summary>
    private GenerationEvent.PromptProcessing? ReadToolResult()
    {
        GenerationEvent.PromptProcessing? reading = _toolReturned ? new GenerationEvent.PromptProcessing() : null;
        _toolReturned = false;
        return reading;
    }

    private static string UnknownTool(string tool) => $"Cannot find tool with name {tool}.";
}
