using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Makes clients over a handler.</summary>
internal static class Clients
{
    /// <summary>A whole answer, for tests of the request.</summary>
    public const string AnyAnswer = """{"model_instance_id":"m","output":[{"type":"message","content":"ok"}],"stats":{},"response_id":"resp_1"}""";

    public static LmStudioClient Create(HttpMessageHandler handler, LmStudioApiDialect dialect = LmStudioApiDialect.Auto, string apiToken = "") =>
        new(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, new LmStudioClientOptions
        {
            Endpoint = new Uri("http://lm.test:1234"),
            Dialect = dialect,

            // Not the one of the environment that the tests run in.
            ApiToken = apiToken,
        });

    /// <summary>Makes a chat client for the native endpoint, whichever others could carry a request as well, unless the options pin another.</summary>
    public static IChatClient CreateChat(HttpMessageHandler handler, string? model = "m", LmStudioChatClientOptions? options = null, LmStudioApiDialect dialect = LmStudioApiDialect.Auto)
    {
        options ??= new();
        options.Endpoint = options.Endpoint == LmStudioChatEndpoint.Auto ? LmStudioChatEndpoint.Native : options.Endpoint;
        return Create(handler, dialect).AsIChatClient(model, options);
    }

    /// <summary>Sends a chat and returns the body that was sent.</summary>
    public static async Task<string> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(AnyAnswer));
        _ = await CreateChat(handler, "m", clientOptions).GetResponseAsync(messages, options);
        return handler.Bodies.Single();
    }

    /// <summary>Gets the answer to a body.</summary>
    public static async Task<ChatResponse> GetAsync(string body, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(body));
        return await CreateChat(handler, "m", clientOptions).GetResponseAsync("Hi", options);
    }

    /// <summary>Gets the updates for a stream of events.</summary>
    public static Task<List<ChatResponseUpdate>> StreamAsync(string events, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null) =>
        StreamAsync(ScriptedStream.Of(events), options, clientOptions);

    public static async Task<List<ChatResponseUpdate>> StreamAsync(Stream events, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null)
    {
        List<ChatResponseUpdate> updates = [];
        _ = await StreamAsync(events, updates, options, clientOptions);
        return updates;
    }

    /// <summary>Collects the updates for a stream of events, also those before a failure. Returns the failure.</summary>
    public static async Task<LmStudioException?> CatchAsync(Stream events, List<ChatResponseUpdate> updates)
    {
        try
        {
            return await StreamAsync(events, updates, options: null, clientOptions: null);
        }
        catch (LmStudioException exception)
        {
            return exception;
        }
    }

    private static async Task<LmStudioException?> StreamAsync(Stream events, List<ChatResponseUpdate> updates, ChatOptions? options, LmStudioChatClientOptions? clientOptions)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(events));
        await foreach (ChatResponseUpdate update in CreateChat(handler, "m", clientOptions).GetStreamingResponseAsync("Hi", options))
        {
            updates.Add(update);
        }

        return null;
    }
}
