using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>The table of the OpenAI- and Anthropic-compatible routes.</summary>
internal sealed class CompatRoutes
{
    private readonly ChatCompletionsEndpoint _chatCompletions;

    public CompatRoutes(
        ModelStore models, ModelLoader loader, ConversationStore conversations, McpConnector mcp, EmulatorScript script, LmStudioEmulatorOptions options)
    {
        var compatModels = new CompatModels(models, loader, options.JustInTimeLoading);
        var starter = new AnswerStarter(compatModels, script, options);
        var sender = new AnswerSender(options.Faults);
        _chatCompletions = new(starter, sender, options.TimeProvider);
    }

    /// <summary>Handles a request, if it is for one of these routes.</summary>
    /// <returns>The handling, or null when there is no such route.</returns>
    public Task? TryHandle(HttpContext context, EmulatorRequest request, CancellationToken cancellationToken) => (request.Method, request.Path) switch
    {
        ("POST", "/v1/chat/completions") => Guard(context, _chatCompletions.HandleAsync(context, request.Body, cancellationToken), CompatErrors.From),
        _ => null,
    };

    /// <summary>Puts every failure into the form of the route, also those of code that all routes share and those of a chat client.</summary>
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
