using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>Sends a chat to a server that answers with given bytes.</summary>
internal static class Chat
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static readonly ChatOptions WithFunctions = new()
    {
        Tools =
        [
            AIFunctionFactory.Create(static (string? city) => city, "get_weather"),
            AIFunctionFactory.Create(static (string? file) => file, "delete_file"),
            AIFunctionFactory.Create(static () => 0, "f"),
        ],
    };

    public static Outcome Stream(LmStudioChatEndpoint endpoint, byte[] body) => Run(endpoint, body, "text/event-stream", static async client =>
    {
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (ChatResponseUpdate update in client.Client.GetStreamingResponseAsync("Hi", client.Options))
            {
                updates.Add(update);
            }

            return new Outcome(updates, Response: null, Failure: null);
        }
        catch (LmStudioException exception)
        {
            return new Outcome(updates, Response: null, exception);
        }
    });

    public static Outcome Whole(LmStudioChatEndpoint endpoint, byte[] body) => Run(endpoint, body, "application/json", static async client =>
    {
        try
        {
            return new Outcome([], await client.Client.GetResponseAsync("Hi", client.Options), Failure: null);
        }
        catch (LmStudioException exception)
        {
            return new Outcome([], Response: null, exception);
        }
    });

    /// <summary>Runs what uses a client, and fails when it does not come back.</summary>
    public static T WithClient<T>(HttpMessageHandler handler, Func<LmStudioClient, Task<T>> use)
    {
        using HttpClient http = new(handler);
        using LmStudioClient lmStudio = new(http, new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiToken = "" });
        Task<T> task = use(lmStudio);
        return task.Wait(Hang) ? task.Result : throw new TimeoutException("The client does not come back.");
    }

    private static Outcome Run(LmStudioChatEndpoint endpoint, byte[] body, string contentType, Func<(IChatClient Client, ChatOptions? Options), Task<Outcome>> use) =>
        WithClient(new CannedHandler(body, contentType), lmStudio =>
        {
            IChatClient client = lmStudio.AsIChatClient("m", new LmStudioChatClientOptions { Endpoint = endpoint });
            return use((client, endpoint is LmStudioChatEndpoint.Native ? null : WithFunctions));
        });
}
