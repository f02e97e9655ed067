using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Chats over <c>/v1/responses</c> with prescribed answers.</summary>
internal static class ResponsesChat
{
    /// <summary>A whole answer, for tests of the request.</summary>
    public const string AnyAnswer = """{"id":"resp_1","object":"response","status":"completed","model":"m","output":[]}""";

    /// <summary>Sends a chat and checks the body that was sent.</summary>
    public static async Task VerifyRequestAsync(string expectedBody, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", expectedBody, Answer.Json(AnyAnswer));
        _ = await CreateClient(handler).GetResponseAsync(messages, options);
        handler.Verify();
    }

    /// <summary>Gets the answer to a body.</summary>
    public static async Task<ChatResponse> GetAsync(string body, ChatOptions? options = null, int status = 200)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json(body, status));
        return await CreateClient(handler).GetResponseAsync("Hi", options);
    }

    /// <summary>Gets the updates for a stream of events.</summary>
    public static Task<List<ChatResponseUpdate>> StreamAsync(string events, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null) =>
        StreamAsync(ScriptedStream.Of(events), options, clientOptions);

    public static async Task<List<ChatResponseUpdate>> StreamAsync(Stream events, ChatOptions? options = null, LmStudioChatClientOptions? clientOptions = null)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Stream(events));
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in CreateClient(handler, clientOptions).GetStreamingResponseAsync("Hi", options))
        {
            updates.Add(update);
        }

        return updates;
    }

    /// <summary>Collects the updates for a stream of events, also those before a failure. Returns the failure.</summary>
    public static async Task<LmStudioException?> CatchAsync(string events, List<ChatResponseUpdate> updates)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Stream(events));
        try
        {
            await foreach (ChatResponseUpdate update in CreateClient(handler).GetStreamingResponseAsync("Hi"))
            {
                updates.Add(update);
            }

            return null;
        }
        catch (LmStudioException exception)
        {
            return exception;
        }
    }

    /// <summary>Makes a client that sends all chats to the endpoint.</summary>
    public static IChatClient CreateClient(HttpMessageHandler handler, LmStudioChatClientOptions? options = null)
    {
        options ??= new();
        options.Endpoint = LmStudioChatEndpoint.Responses;
        return Clients.CreateChat(handler, "m", options);
    }
}
