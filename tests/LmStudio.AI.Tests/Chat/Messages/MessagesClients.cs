using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Makes clients that use <c>/v1/messages</c>, and asks them.</summary>
internal static class MessagesClients
{
    public const string Route = "POST /v1/messages";

    /// <summary>A whole answer, for tests of the request.</summary>
    public const string AnyAnswer = """{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":"ok"}],"model":"m","stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static IChatClient Create(HttpMessageHandler handler) => Clients.CreateChat(handler, "m", new() { Endpoint = LmStudioChatEndpoint.Messages });

    /// <summary>Sends messages and checks the whole body that is sent.</summary>
    public static async Task ExpectAsync(string body, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, body, Answer.Json(AnyAnswer));
        _ = await Create(handler).GetResponseAsync(messages, options);
    }

    /// <summary>Sends messages and checks what is sent of them.</summary>
    public static Task ExpectMessagesAsync(string messagesJson, params ChatMessage[] messages) =>
        ExpectAsync($$"""{"model":"m","max_tokens":32000,"messages":{{messagesJson}}}""", messages);

    /// <summary>Sends messages that are expected to fail before anything is sent.</summary>
    public static async Task<T> RefuseAsync<T>(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
        where T : Exception
    {
        using VerbatimHttpHandler handler = new();
        return await Assert.ThrowsAsync<T>(() => Create(handler).GetResponseAsync(messages, options));
    }

    /// <summary>Gets the answer to a body.</summary>
    public static async Task<ChatResponse> GetAsync(string body, ChatOptions? options = null, int status = 200)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, "*", Answer.Json(body, status));
        return await Create(handler).GetResponseAsync("Hi", options);
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
    public static async Task<LmStudioException?> CatchAsync(Stream events, List<ChatResponseUpdate> updates)
    {
        try
        {
            await StreamAsync(events, updates, options: null);
            return null;
        }
        catch (LmStudioException exception)
        {
            return exception;
        }
    }

    /// <summary>Writes arguments as JSON.</summary>
    public static string Json(IDictionary<string, object?>? arguments) => JsonSerializer.Serialize(arguments, Compact);

    private static async Task StreamAsync(Stream events, List<ChatResponseUpdate> updates, ChatOptions? options)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, "*", Answer.Stream(events));
        await foreach (ChatResponseUpdate update in Create(handler).GetStreamingResponseAsync("Hi", options))
        {
            updates.Add(update);
        }
    }
}
