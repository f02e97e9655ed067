using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint(LmStudioClient client) : IChatEndpoint
{
    private const string Path = "v1/responses";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Responses;

    public async Task<ChatResponse> GetResponseAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        // Kept whole, because callers may look into it and the known fields are only some of its fields.
        ResponsesReply? reply = null;
        _ = await client.Transport.SendAsync(
            CreateRequest(turn, stream: false),
            LmStudioJsonContext.Default.JsonDocument,
            document => (reply = ResponsesReply.TryRead(document.RootElement)) is { IsAnswer: true },
            cancellationToken).ConfigureAwait(false);
        return ResponsesReplyMapper.Map(reply!, turn);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StreamedItems items = new();
        ResponsesStreamReducer reducer = new(turn, items);
        EventStream<LmStudioChatEvent> events = await client.Transport.OpenStreamAsync(CreateRequest(turn, stream: true), new ResponsesStreamFormat(items), cancellationToken).ConfigureAwait(false);
        turn.Redact = events.Redact;
        await using (events.ConfigureAwait(false))
        {
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                if (reducer.Reduce(events.Current) is { } update)
                {
                    yield return update;
                }
            }
        }
    }

    private static LmStudioRequest CreateRequest(ChatTurn turn, bool stream) =>
        RawJsonRequest.Post(Path, ResponsesRequestMapper.Map(turn, stream), ResponsesJsonContext.Default.ResponsesRequest, turn.RawRequest, turn.Secrets);
}
