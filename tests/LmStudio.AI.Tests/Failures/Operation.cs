using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>A way to ask the server, with what a server answers where nothing is wrong.</summary>
/// <param name="Group">What it is counted as in the table.</param>
/// <param name="Name">Its name in the table, where its group does not agree.</param>
/// <param name="Right">The right answer, whole or up to the end of the stream.</param>
/// <param name="RunAsync">Asks, and hands over the text that is given out.</param>
internal sealed record Operation(string Group, string Name, string Right, Func<LmStudioClient, Action<string>, Task> RunAsync)
{
    private const string Whole = "responses without streaming";
    private const string Streams = "streams";

    /// <summary>Gets the events of the stream, or <see langword="null"/> for an operation without one.</summary>
    public StreamEvents? Events { get; private init; }

    /// <summary>Gets a value indicating whether it is a request without a body, which .NET repeats where a connection is closed before any answer.</summary>
    public bool IsReading { get; private init; }

    public static IReadOnlyList<Operation> All { get; } =
    [
        .. Enum.GetValues<LmStudioChatEndpoint>().Where(static endpoint => endpoint != LmStudioChatEndpoint.Auto).SelectMany(static endpoint => new[] { Ask(endpoint), Stream(endpoint) }),
        new("models", "list of models", """{"models":[]}""", static (client, _) => client.ListModelsAsync()) { IsReading = true },
        new("models", "load", """{"instance_id":"m","status":"loaded"}""", static (client, _) => client.LoadModelAsync(new() { Model = "m" })),
        new("embeddings", "embeddings", Embedders.AnyAnswer, static (client, _) => new LmStudioEmbeddingGenerator(client, "m").GenerateAsync(["Hi"])),
    ];

    private static Operation Ask(LmStudioChatEndpoint endpoint) => new(
        Whole,
        $"{ChatEndpointTable.PathOf(endpoint)} whole",
        endpoint switch
        {
            LmStudioChatEndpoint.Native => Clients.AnyAnswer,
            LmStudioChatEndpoint.ChatCompletions => Completions.AnyAnswer,
            LmStudioChatEndpoint.Responses => ResponsesChat.AnyAnswer,
            _ => MessagesClients.AnyAnswer,
        },
        (client, _) => client.AsIChatClient("m", new() { Endpoint = endpoint }).GetResponseAsync("Hi"));

    private static Operation Stream(LmStudioChatEndpoint endpoint)
    {
        StreamEvents events = StreamEvents.Of(endpoint);
        return new(Streams, $"{ChatEndpointTable.PathOf(endpoint)} streamed", events.Start + events.Text + events.End, async (client, give) =>
        {
            await foreach (ChatResponseUpdate update in client.AsIChatClient("m", new() { Endpoint = endpoint }).GetStreamingResponseAsync("Hi"))
            {
                give(update.Text);
            }
        })
        {
            Events = events,
        };
    }
}
