using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /api/v1/chat</c>.</summary>
internal sealed class ChatEndpoint
{
    private readonly ModelStore _models;
    private readonly ConversationStore _conversations;
    private readonly McpConnector _mcp;
    private readonly EmulatorScript _script;
    private readonly EmulatorFaults _faults;
    private readonly NativeChat _chat;
    private readonly EmulatorDialect _dialect;
    private readonly bool _justInTimeLoading;
    private readonly IEmulatedModel _unscripted;

    public ChatEndpoint(
        ModelStore models, ConversationStore conversations, McpConnector mcp, EmulatorScript script, NativeChat chat, LmStudioEmulatorOptions options)
    {
        _models = models;
        _conversations = conversations;
        _mcp = mcp;
        _script = script;
        _faults = options.Faults;
        _chat = chat;
        _dialect = options.Dialect;
        _justInTimeLoading = options.JustInTimeLoading;
        _unscripted = options.ChatClient is { } client ? new ChatClientModel(client) : new DemoModel();
    }

    /// <exception cref="WireException">The request is rejected, or the response fails before any of it is sent.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        ChatRequest request = ChatRequestReader.Read(body, _dialect);
        ConversationTurn? previous = FindConversation(request.ConversationId);

        // Integrations are checked before the model: a rejected MCP server does not cause a load.
        McpToolbox tools = await _mcp.ConnectAsync(
            request.Integrations, _dialect is EmulatorDialect.Released ? "integrations" : "mcp_servers", cancellationToken).ConfigureAwait(false);
        await using (tools.ConfigureAwait(false))
        {
            EmulatorModel model = FindModel(request.Model);
            RefuseWhatTheModelCannotDo(model, request, previous);
            string? reasoning = ChooseReasoning(model, request.Reasoning);

            _script.TryDequeue(out EmulatorTurn? turn);
            if (turn?.Steps is [EmulatorStep.FailStep failure, ..])
            {
                throw failure.Failure;
            }

            IEmulatedModel answerer = turn is null ? _unscripted : new ScriptedModel(turn);
            IAsyncEnumerable<NativeEvent> events = _chat.RunAsync(new(request, model, reasoning, previous, tools, answerer, turn), cancellationToken);
            await (request.Stream ? StreamAsync(context.Response, events, cancellationToken) : ReplyAsync(context.Response, events, cancellationToken))
                .ConfigureAwait(false);
        }
    }

    private async Task StreamAsync(HttpResponse response, IAsyncEnumerable<NativeEvent> events, CancellationToken cancellationToken)
    {
        EventStream stream = new(response, _faults);
        try
        {
            await foreach (NativeEvent happened in stream.SendWhileWaitingAsync(events, cancellationToken).ConfigureAwait(false))
            {
                if (!await stream.WriteAsync(happened.Type, happened.Json, isNamed: true, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not IOException && response.HasStarted)
        {
            // The headers have been sent: errors, for example of a chat client, can only be reported in the stream.
            NativeEvent error = NativeEvent.Error(WireErrors.Internal(exception.Message));
            await stream.WriteAsync(error.Type, error.Json, isNamed: true, cancellationToken).ConfigureAwait(false);
        }

        await stream.SendAsync(cancellationToken).ConfigureAwait(false);
        if (_faults.KeepOpenAfterChatEnd)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReplyAsync(HttpResponse response, IAsyncEnumerable<NativeEvent> events, CancellationToken cancellationToken)
    {
        if (_faults.SilentStart)
        {
            // Clients that only get chat.start repeat the request without streaming to get the error. This is one of the errors that they have received.
            throw WireErrors.Internal("Context size has been exceeded.");
        }

        NativeEvent? last = null;
        await foreach (NativeEvent happened in events.ConfigureAwait(false))
        {
            if (happened.Failure is { } failure)
            {
                throw failure;
            }

            last = happened;
        }

        await HttpReply.WriteAsync(response, last!.Data!["result"]!, cancellationToken).ConfigureAwait(false);
    }

    private ConversationTurn? FindConversation(string? id) => id is null
        ? null
        : _conversations.Find(id) ?? throw (_dialect is EmulatorDialect.Released ? WireErrors.PreviousResponseNotFound(id) : WireErrors.ThreadNotFound(id));

    /// <remarks>
    /// On the OpenAI-compatible routes, the only loaded model responds to any name. Whether it does so here is unknown, so the name must match.
    /// </remarks>
    private EmulatorModel FindModel(string name)
    {
        if (_models.FindInstance(name) is { } instance)
        {
            return instance.Model;
        }

        EmulatorModel model = _models.FindByAnyName(name) ?? throw WireErrors.ModelNotFound(name);
        return _justInTimeLoading ? model : throw (_models.Instances.Count is 0 ? WireErrors.NoModelsLoaded() : WireErrors.ModelNotFound(name));
    }

    private static void RefuseWhatTheModelCannotDo(EmulatorModel model, ChatRequest request, ConversationTurn? previous)
    {
        if (model.Type is not EmulatorModelType.Llm)
        {
            // LM Studio's response is unknown.
            throw WireErrors.InvalidValue("model", $"Model '{model.Key}' is {(model.Type is EmulatorModelType.Embedding ? "an embedding" : "a decision")} model and can't be used for chat.");
        }

        if (!model.Vision && request.Input.Any(static part => part is InputPart.Image))
        {
            throw WireErrors.ImagesNotSupported(model.Key);
        }

        if (model.StrictTemplate && request.SystemPrompt is not null && ConversationTurn.Chain(previous).Any(static turn => turn.SystemPrompt is not null))
        {
            throw WireErrors.SecondSystemMessage();
        }
    }

    private string? ChooseReasoning(EmulatorModel model, string? asked)
    {
        if (asked is null || model.ReasoningOptions.Contains(asked))
        {
            return asked ?? model.DefaultReasoning;
        }

        // The preview API ignored values that a model does not support.
        return _dialect is EmulatorDialect.Preview ? model.DefaultReasoning
            : model.ReasoningOptions.Count is 0 ? throw WireErrors.ReasoningNotExposed(model.Key)
            : throw WireErrors.ReasoningNotSupported(model.Key, asked, model.ReasoningOptions);
    }
}
