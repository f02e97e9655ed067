using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace GatewaySample.Demo;

/// <summary>
/// A conversation in which the user says their name and asks for it later. The server stores the history; each request has only the new message and an id.
/// </summary>
/// <param name="name">The user's name.</param>
/// <param name="isStreamed">Whether responses are streamed.</param>
/// <param name="endsWithFunctions">Whether the last turn has a function, so that it uses another endpoint of the same server.</param>
internal sealed class DemoConversation(string name, bool isStreamed, bool endsWithFunctions)
{
    private static readonly AITool Clock = AIFunctionFactory.Create(static () => DateTimeOffset.Now.ToString("t"), "get_time", "Tells the time.");

    private string? _conversationId;

    public async Task<IReadOnlyList<DemoTurn>> RunAsync(IChatClient client, ServerObserver observer, CancellationToken cancellationToken)
    {
        List<DemoTurn> turns =
        [
            await AskAsync(client, observer, 1, $"Hello, my name is {name}.", [], cancellationToken),
            await AskAsync(client, observer, 2, "What is my name?", [], cancellationToken),
        ];
        if (endsWithFunctions)
        {
            turns.Add(await AskAsync(client, observer, 3, "Once more: what is my name?", [Clock], cancellationToken));
        }

        return turns;
    }

    private async Task<DemoTurn> AskAsync(IChatClient client, ServerObserver observer, int number, string message, IList<AITool> tools, CancellationToken cancellationToken)
    {
        ServerObserver.Observation observation = observer.Begin();
        ChatOptions options = new() { ConversationId = _conversationId, Tools = tools };
        ChatResponse response = isStreamed
            ? await client.GetStreamingResponseAsync(message, options, cancellationToken).ToChatResponseAsync(cancellationToken)
            : await client.GetResponseAsync(message, options, cancellationToken);
        _conversationId = response.ConversationId;
        return new DemoTurn(name, number, response.EndpointPath ?? "?", isStreamed, observation.Server ?? "?", response.Text, HasToRemember: number > 1);
    }
}
