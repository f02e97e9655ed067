using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/messages</c>, LM Studio's endpoint in Anthropic's format.</summary>
internal sealed class MessagesEndpoint(LmStudioClient client) : IChatEndpoint
{
    private const string Path = "v1/messages";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.Messages;

    public async Task<ChatResponse> GetResponseAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        using JsonDocument answer = await client.Transport.SendAsync(
            ToRequest(turn, stream: false),
            LmStudioJsonContext.Default.JsonDocument,
            static answer => MessagesResponseMapper.CanMap(answer.RootElement),
            cancellationToken).ConfigureAwait(false);
        return MessagesResponseMapper.Map(answer.RootElement.Clone(), turn);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessagesStreamReducer reducer = new(turn);
        EventStream<LmStudioChatEvent> events = await client.Transport
            .OpenStreamAsync(ToRequest(turn, stream: true), MessagesStreamFormat.Instance, cancellationToken).ConfigureAwait(false);
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

    private static LmStudioRequest ToRequest(ChatTurn turn, bool stream) =>
        RawJsonRequest.Post(Path, MessagesRequestMapper.Map(turn, stream), MessagesJsonContext.Default.MessagesRequest, turn.RawRequest, turn.Secrets);
}
