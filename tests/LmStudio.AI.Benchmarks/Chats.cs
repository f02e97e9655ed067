using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Anthropic;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;
using OpenAI.Responses;

namespace LmStudio.AI.Benchmarks;

/// <summary>Makes the chat clients that are measured, and what is done with them.</summary>
internal static class Chats
{
    private const string Model = "demo/model";
    private static readonly Uri Nowhere = new("http://lm.test");

    public static readonly ChatMessage[] Question = [new(ChatRole.User, "Count.")];

    public static HttpClient FromMemory(string contentType, byte[] answer) => new(new MemoryHandler(contentType, answer));

    public static IChatClient LmStudio(HttpClient http, LmStudioChatEndpoint endpoint, Uri? server = null, bool continueKnown = false) =>
        new LmStudioClient(http, new LmStudioClientOptions { Endpoint = server ?? Nowhere, ApiToken = "" })
            .AsIChatClient(Model, new LmStudioChatClientOptions { Endpoint = endpoint, ContinueKnownConversations = continueKnown });

    public static IChatClient OpenAIChat(HttpClient http) => new OpenAI.Chat.ChatClient(Model, new ApiKeyCredential("none"), OpenAIOptions(http)).AsIChatClient();

    public static IChatClient OpenAIResponses(HttpClient http) => new ResponsesClient(new ApiKeyCredential("none"), ResponsesOptions(http)).AsIChatClient(Model);

    public static IChatClient Anthropic(HttpClient http) => new AnthropicClient { HttpClient = http, BaseUrl = Nowhere.AbsoluteUri, ApiKey = "none" }.AsIChatClient(Model);

    public static OllamaApiClient Ollama(HttpClient http, Uri? server = null)
    {
        http.BaseAddress = server ?? Nowhere;
        return new OllamaApiClient(http, Model);
    }

    /// <summary>Reads a streamed answer, and throws if it lacks a token.</summary>
    public static Contestant Streaming(string name, IChatClient client) => new(name, async () =>
    {
        int tokens = 0;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(Question))
        {
            IList<AIContent> contents = update.Contents;
            tokens += contents.Count > 0 && contents[0] is TextContent { Text.Length: > 0 } ? 1 : 0;
        }

        if (tokens != Answers.Tokens)
        {
            throw new InvalidOperationException($"{name} read {tokens} tokens of {Answers.Tokens}.");
        }
    });

    /// <summary>Gets a whole answer, and throws if it has no text.</summary>
    public static Contestant Whole(string name, IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options = null) => new(name, async () =>
    {
        ChatResponse response = await client.GetResponseAsync(messages, options);
        if (response.Text.Length == 0)
        {
            throw new InvalidOperationException($"{name} got no text.");
        }
    });

    /// <summary>Sends a request and reads the response, without a client for chats.</summary>
    public static Contestant BareRequest(HttpClient http, Uri address) => new("HttpClient", async () =>
    {
        using HttpResponseMessage response = await http.PostAsync(address, new StringContent("""{"model":"demo/model","input":"Count."}""", Encoding.UTF8, "application/json"));
        _ = await response.Content.ReadAsByteArrayAsync();
    });

    private static OpenAIClientOptions OpenAIOptions(HttpClient http) => new() { Endpoint = new Uri(Nowhere, "v1"), Transport = new HttpClientPipelineTransport(http) };

    private static ResponsesClientOptions ResponsesOptions(HttpClient http) => new() { Endpoint = new Uri(Nowhere, "v1"), Transport = new HttpClientPipelineTransport(http) };
}
