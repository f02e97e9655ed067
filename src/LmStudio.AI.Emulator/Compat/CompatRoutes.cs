using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>The table of the OpenAI- and Anthropic-compatible routes.</summary>
internal sealed class CompatRoutes
{
    private readonly ChatCompletionsEndpoint _chatCompletions;
    private readonly ResponsesEndpoint _responses;
    private readonly MessagesEndpoint _messages;
    private readonly CompletionsEndpoint _completions;
    private readonly EmbeddingsEndpoint _embeddings;
    private readonly CompatModelList _models;

    public CompatRoutes(
        ModelStore models, ModelLoader loader, ConversationStore conversations, McpConnector mcp, EmulatorScript script, LmStudioEmulatorOptions options)
    {
        AnswerStarter starter = new(new(models, loader, options.JustInTimeLoading), script, options);
        AnswerSender sender = new(options.Faults);
        _chatCompletions = new(starter, sender, options.TimeProvider);
        _responses = new(conversations, mcp, starter, sender, options.TimeProvider);
        _messages = new(starter, sender, options.TimeProvider);
        _completions = new(starter, sender);
        _embeddings = new(new(models, loader, options.JustInTimeLoading, options.TimeProvider), options.Faults);
        _models = new(models, options.JustInTimeLoading);
    }

    /// <summary>Handles a request, if it is for one of these routes. Anthropic's <c>count_tokens</c> is not.</summary>
    /// <returns>The handling, or <see langword="null"/> when there is no such route.</returns>
    public Task? TryHandle(HttpContext context, EmulatorRequest request, CancellationToken cancellationToken) => (request.Method, request.Path) switch
    {
        // With CORS off, a preflight request is handled like a request without messages, as captured for this route only:
        // https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/443.
        ("POST" or "OPTIONS", "/v1/chat/completions") =>
            Guard(context, _chatCompletions.HandleAsync(context, request.Body, cancellationToken), CompatErrors.From),
        ("POST", "/v1/responses") => Guard(context, _responses.HandleAsync(context, request.Body, cancellationToken), CompatErrors.FromOfResponses),
        ("POST", "/v1/messages") => Guard(context, _messages.HandleAsync(context, request.Body, cancellationToken), MessagesErrors.From),
        ("POST", "/v1/completions") => Guard(context, _completions.HandleAsync(context, request.Body, cancellationToken), CompatErrors.From),
        ("POST", "/v1/embeddings") => Guard(context, _embeddings.HandleAsync(context, request.Body, cancellationToken), CompatErrors.From),
        ("GET", "/v1/models") => _models.ListAsync(context, cancellationToken),
        ("GET", "/api/v0/models") => _models.ListLegacyAsync(context, cancellationToken),
        _ => null,
    };

    /// <summary>Converts every failure to the format of the route, including those of shared code and of a chat client.</summary>
    private static async Task Guard(HttpContext context, Task handling, Func<WireException, WireException> toForm)
    {
        try
        {
            await handling.ConfigureAwait(false);
        }
        catch (WireException failure)
        {
            throw toForm(failure);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            throw toForm(WireErrors.Internal(exception.Message));
        }
    }
}
