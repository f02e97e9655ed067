using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/api/v1/chat</c>.</summary>
internal sealed class NativeChatEndpoint(LmStudioClient client) : IChatEndpoint
{
    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Native;

    public async Task<ChatResponse> GetResponseAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        // Progress comes only as events.
        if (turn.Progress is not null)
        {
            return await JoinAsync(GetStreamingResponseAsync(turn, cancellationToken)).ConfigureAwait(false);
        }

        LmStudioChatResult result = await client.ChatAsync(NativeRequestMapper.Map(turn), cancellationToken).ConfigureAwait(false);
        return NativeResponseMapper.Map(result, turn);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NativeStreamReducer reducer = new(turn);
        EventStream<LmStudioChatEvent> events = await client.OpenChatStreamAsync(NativeRequestMapper.Map(turn), cancellationToken).ConfigureAwait(false);
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

    private static async Task<ChatResponse> JoinAsync(IAsyncEnumerable<ChatResponseUpdate> stream)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in stream.ConfigureAwait(false))
        {
            updates.Add(update);
        }

        // The last event has the whole answer, as it comes when it is not streamed.
        ChatResponse response = updates.ToChatResponse();
        response.RawRepresentation = response.Messages[0].RawRepresentation = ((ChatEndEvent)updates[updates.Count - 1].RawRepresentation!).Result;
        return response;
    }
}
