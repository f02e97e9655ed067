using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Chats over <c>/v1/chat/completions</c>.</summary>
internal static class Completions
{
    public const string Route = "POST /v1/chat/completions";

    /// <summary>A whole answer, for tests of the request.</summary>
    public const string AnyAnswer = """{"id":"chatcmpl-1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    public static AIFunction FindBook { get; } = AIFunctionFactory.Create((string title) => title, "find_book", "Finds a book.");

    public static IChatClient CreateChat(HttpMessageHandler handler) =>
        Clients.CreateChat(handler, "m", new() { Endpoint = LmStudioChatEndpoint.ChatCompletions });

    /// <summary>Sends a chat and checks the body.</summary>
    public static async Task VerifyAsync(string expectedBody, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        string answer = options?.ResponseFormat is ChatResponseFormatJson ? AnyAnswer.Replace("ok", "{}") : AnyAnswer;
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, expectedBody, Answer.Json(answer));
        _ = await CreateChat(handler).GetResponseAsync(messages, options);
    }

    /// <summary>Sends a text with options and checks the body.</summary>
    public static Task VerifyAsync(string expectedBody, ChatOptions options) => VerifyAsync(expectedBody, [new(ChatRole.User, "Hi")], options);

    /// <summary>Sends messages and checks the ones that go over the wire.</summary>
    public static Task VerifyMessagesAsync(string expectedMessages, params ChatMessage[] messages) =>
        VerifyAsync($$"""{"model":"m","messages":{{expectedMessages}}}""", messages);

    /// <summary>Gets the answer to a body.</summary>
    public static async Task<ChatResponse> GetAsync(string body, ChatOptions? options = null)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, "*", Answer.Json(body));
        return await CreateChat(handler).GetResponseAsync("Hi", options);
    }

    /// <summary>Gets the updates for a stream of events.</summary>
    public static Task<List<ChatResponseUpdate>> StreamAsync(string events, ChatOptions? options = null) => StreamAsync(ScriptedStream.Of(events), options);

    public static async Task<List<ChatResponseUpdate>> StreamAsync(Stream events, ChatOptions? options = null)
    {
        List<ChatResponseUpdate> updates = [];
        await StreamAsync(events, updates, options);
        return updates;
    }

    /// <summary>Collects the updates for a stream of events, also those before a failure. Returns the failure.</summary>
    public static async Task<LmStudioException?> CatchAsync(string events, List<ChatResponseUpdate> updates)
    {
        try
        {
            await StreamAsync(ScriptedStream.Of(events), updates, options: null);
            return null;
        }
        catch (LmStudioException exception)
        {
            return exception;
        }
    }

    private static async Task StreamAsync(Stream events, List<ChatResponseUpdate> updates, ChatOptions? options)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, "*", Answer.Stream(events));
        await foreach (ChatResponseUpdate update in CreateChat(handler).GetStreamingResponseAsync("Hi", options))
        {
            updates.Add(update);
        }
    }
}
