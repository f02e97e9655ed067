using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Carries chats over <c>/v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsEndpoint(LmStudioClient client) : IChatEndpoint
{
    private const string Path = "v1/chat/completions";

    public LmStudioChatEndpoint Kind => LmStudioChatEndpoint.ChatCompletions;

    public async Task<ChatResponse> GetResponseAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        ChatCompletion? completion = null;
        using JsonDocument json = await client.Transport.SendAsync(
            CreateRequest(turn, stream: false),
            LmStudioJsonContext.Default.JsonDocument,
            answer => (completion = ChatCompletionsResponseMapper.TryRead(answer.RootElement)) is not null,
            cancellationToken).ConfigureAwait(false);
        return ChatCompletionsResponseMapper.Map(completion!, turn, new CompatibleChatEvent("chat.completion", json.RootElement.Clone()));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatCompletionsStreamReducer reducer = new(turn);
        EventStream<LmStudioChatEvent> events = await client.Transport.OpenStreamAsync(CreateRequest(turn, stream: true), new ChatCompletionsStreamFormat(), cancellationToken).ConfigureAwait(false);
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
        RawJsonRequest.Post(Path, ChatCompletionsRequestMapper.Map(turn, stream), ChatCompletionJsonContext.Default.ChatCompletionRequest, turn.RawRequest, turn.Secrets);
}
