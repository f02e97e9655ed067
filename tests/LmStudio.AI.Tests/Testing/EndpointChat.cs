using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Chats over any of the endpoints with prescribed answers.</summary>
internal static class EndpointChat
{
    /// <summary>Gets the answer to a body.</summary>
    public static async Task<ChatResponse> GetAsync(LmStudioChatEndpoint endpoint, string body, ChatOptions? options = null)
    {
        using VerbatimHttpHandler handler = Expect(endpoint, Answer.Json(body));
        return await CreateClient(endpoint, handler).GetResponseAsync("Hi", options);
    }

    public static async Task<ChatResponse> GetAsync(LmStudioChatEndpoint endpoint, byte[] body)
    {
        ByteArrayContent content = new(body);
        using VerbatimHttpHandler handler = Expect(endpoint, Answer.Json(content));
        return await CreateClient(endpoint, handler).GetResponseAsync("Hi");
    }

    /// <summary>Collects the updates for a stream of events, also those before a failure. Returns the failure.</summary>
    public static Task<(List<ChatResponseUpdate> Updates, LmStudioException? Failure)> StreamAsync(LmStudioChatEndpoint endpoint, string events, ChatOptions? options = null) =>
        StreamAsync(endpoint, Answer.Stream(events), options);

    public static Task<(List<ChatResponseUpdate> Updates, LmStudioException? Failure)> StreamAsync(LmStudioChatEndpoint endpoint, byte[] events) =>
        StreamAsync(endpoint, Answer.Stream(new MemoryStream(events)), options: null);

    private static async Task<(List<ChatResponseUpdate> Updates, LmStudioException? Failure)> StreamAsync(LmStudioChatEndpoint endpoint, Answer answer, ChatOptions? options)
    {
        using VerbatimHttpHandler handler = Expect(endpoint, answer);
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (ChatResponseUpdate update in CreateClient(endpoint, handler).GetStreamingResponseAsync("Hi", options))
            {
                updates.Add(update);
            }
        }
        catch (LmStudioException exception)
        {
            return (updates, exception);
        }

        return (updates, null);
    }

    /// <summary>Writes events, one for each piece of data.</summary>
    public static string Events(params string[] data) => string.Concat(data.Select(static item => $"data: {item}\n\n"));

    private static VerbatimHttpHandler Expect(LmStudioChatEndpoint endpoint, Answer answer) =>
        new VerbatimHttpHandler().Expect($"POST {ChatEndpointTable.PathOf(endpoint)}", "*", answer);

    private static IChatClient CreateClient(LmStudioChatEndpoint endpoint, HttpMessageHandler handler) =>
        Clients.Create(handler).AsIChatClient("m", new() { Endpoint = endpoint });
}
