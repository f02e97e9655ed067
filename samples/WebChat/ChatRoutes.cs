using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LmStudio.AI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;

namespace WebChatSample;

/// <summary>Handles the page's turns.</summary>
internal static class ChatRoutes
{
    public static void MapChat(this IEndpointRouteBuilder routes) => routes.MapPost("/api/chat", Answer);

    private static Results<ServerSentEventsResult<ChatEvent>, ProblemHttpResult> Answer(ChatTurn turn, IChatClient client, CancellationToken cancellationToken) =>
        PromptLimits.FindProblem(turn) is var (statusCode, message)
            ? TypedResults.Problem(message, statusCode: statusCode)
            : TypedResults.ServerSentEvents(AnswerAsync(turn, client, cancellationToken));

    /// <summary>Streams a response. When the browser disconnects, the request to LM Studio is canceled, and the model stops.</summary>
    private static async IAsyncEnumerable<SseItem<ChatEvent>> AnswerAsync(ChatTurn turn, IChatClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync(turn.ToMessage(), turn.ToOptions(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // The status of a stream that has started cannot report a failure, so a failure is an event too.
            ErrorEvent? failure = null;
            bool hasUpdate = false;
            try
            {
                hasUpdate = await updates.MoveNextAsync();
            }
            catch (Exception exception) when (exception is LmStudioException or NotSupportedException or ArgumentException)
            {
                failure = ErrorEvent.From(exception);
            }

            if (failure is not null)
            {
                yield return new SseItem<ChatEvent>(failure);
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
