using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LmStudio.AI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>What the page asks for: the models, and answers.</summary>
internal static class ChatRoutes
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        _ = routes.MapGet("/api/models", ListModelsAsync);
        _ = routes.MapPost("/api/chat", Answer);
    }

    /// <summary>Lists the models that chat, those first that are loaded.</summary>
    private static async Task<Results<Ok<IEnumerable<ModelItem>>, ProblemHttpResult>> ListModelsAsync(LmStudioClient client, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(cancellationToken);
            return TypedResults.Ok(models
                .Where(static model => model.Type != "embedding")
                .Select(static model => new ModelItem(model.Key, model.DisplayName ?? model.Key, model.LoadedInstances.Count > 0))
                .OrderByDescending(static model => model.IsLoaded)
                .AsEnumerable());
        }
        catch (LmStudioException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static Results<ServerSentEventsResult<ChatEvent>, ProblemHttpResult> Answer(ChatTurn turn, IChatClient client, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(turn.Message))
        {
            return TypedResults.Problem("The message is empty.", statusCode: StatusCodes.Status400BadRequest);
        }

        return TypedResults.ServerSentEvents(AnswerAsync(turn, client, cancellationToken));
    }

    /// <summary>Streams an answer. When the browser leaves, the request to LM Studio is cancelled, and the model stops.</summary>
    private static async IAsyncEnumerable<SseItem<ChatEvent>> AnswerAsync(ChatTurn turn, IChatClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync(turn.Message, turn.ToOptions(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // A stream that has begun has no status left to tell a failure with, so a failure is an event too.
            string? failure = null;
            bool hasUpdate = false;
            try
            {
                hasUpdate = await updates.MoveNextAsync();
            }
            catch (Exception exception) when (exception is LmStudioException or NotSupportedException or ArgumentException)
            {
                failure = exception.Message;
            }

            if (failure is not null)
            {
                yield return new SseItem<ChatEvent>(new ErrorEvent(failure));
            }

            if (!hasUpdate)
            {
                yield break;
            }

            foreach (ChatEvent item in ChatEventMapper.Map(updates.Current))
            {
                yield return new SseItem<ChatEvent>(item);
            }
        }
    }
}
