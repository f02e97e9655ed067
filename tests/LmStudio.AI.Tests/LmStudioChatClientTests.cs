using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public class LmStudioChatClientTests
{
    [Fact]
    public async Task AnyMethod_NullArgument_Throws()
    {
        using VerbatimHttpHandler handler = new();
        IChatClient client = Clients.CreateChat(handler);

        _ = Assert.Throws<ArgumentNullException>("client", () => new LmStudioChatClient((LmStudioClient)null!));
        _ = Assert.Throws<ArgumentNullException>("endpoint", () => new LmStudioChatClient((Uri)null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("messages", () => client.GetResponseAsync((IEnumerable<ChatMessage>)null!));
        _ = Assert.Throws<ArgumentNullException>("messages", () => client.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!));
        _ = Assert.Throws<ArgumentNullException>("serviceType", () => client.GetService(null!));
    }

    [Fact]
    public void GetService_Types_GivesWhatThereIs()
    {
        using VerbatimHttpHandler handler = new();
        LmStudioClient client = Clients.Create(handler);
        IChatClient chatClient = client.AsIChatClient("m");

        Assert.Same(chatClient, chatClient.GetService<IChatClient>());
        Assert.Same(chatClient, chatClient.GetService<LmStudioChatClient>());
        Assert.Same(client, chatClient.GetService<LmStudioClient>());
        Assert.NotNull(chatClient.GetService<ChatClientMetadata>());
        Assert.Null(chatClient.GetService<string>());
        Assert.Null(chatClient.GetService(typeof(IChatClient), "key"));
    }

    [Fact]
    public void GetService_Metadata_NamesProviderServerAndModel()
    {
        using VerbatimHttpHandler handler = new();

        ChatClientMetadata metadata = Clients.CreateChat(handler, "qwen/qwen3-4b").GetService<ChatClientMetadata>()!;

        Assert.Equal(("lmstudio", "http://lm.test:1234/", "qwen/qwen3-4b"), (metadata.ProviderName, metadata.ProviderUri!.AbsoluteUri, metadata.DefaultModelId));
        Assert.Null(Clients.CreateChat(handler, model: null).GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task Constructor_NoModel_TakesTheOneOfTheClientsOptions()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"qwen/qwen3-4b","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));
        using HttpClient httpClient = new(handler);
        using LmStudioClient client = new(httpClient, new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiToken = "", Model = "qwen/qwen3-4b" });

        _ = await client.AsIChatClient().GetResponseAsync("Hi");

        Assert.Equal("qwen/qwen3-4b", client.AsIChatClient().GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal("another", client.AsIChatClient("another").GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task Dispose_ClientOfCaller_IsNotDisposed()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""");
        LmStudioClient client = Clients.Create(handler);

        client.AsIChatClient("m").Dispose();

        Assert.Empty(await client.ListModelsAsync());
    }

    [Fact]
    public async Task Dispose_OwnClient_IsDisposed()
    {
        LmStudioChatClient client = new(new Uri("http://127.0.0.1:9"), "m", apiToken: "");

        client.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("Hi"));
    }

    [Fact]
    public async Task Constructor_Options_AreReadOnce()
    {
        LmStudioChatClientOptions options = new() { Store = false };
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi","store":false}""", Answer.Json(Clients.AnyAnswer));
        IChatClient client = Clients.CreateChat(handler, "m", options);

        options.Store = true;

        _ = await client.GetResponseAsync("Hi");
    }

    [Fact]
    public async Task AnyChat_ManyAtOnce_DoNotMix()
    {
        using HttpClient httpClient = new(new EchoHandler());
        using LmStudioClient lmStudio = new(httpClient, new() { Endpoint = new Uri("http://lm.test"), ApiToken = "" });
        IChatClient client = lmStudio.AsIChatClient();
        ConcurrentBag<string?> messageIds = [];

        await Parallel.ForAsync(0, 200, async (i, token) =>
        {
            ChatOptions options = new() { ModelId = $"model-{i}", Instructions = $"Prompt {i}", ConversationId = i % 3 == 0 ? null : $"resp_{i % 7}" };
            ChatResponse response = i % 2 == 0
                ? await client.GetResponseAsync($"Question {i}", options, token)
                : await client.GetStreamingResponseAsync($"Question {i}", options, token).ToChatResponseAsync(token);

            Assert.Equal($"Question {i}", response.Text);
            Assert.Equal($"model-{i}", response.ModelId);
            messageIds.Add(response.Messages[0].MessageId);
        });

        Assert.Equal(200, messageIds.Distinct().Count());
    }

    [Fact]
    public async Task GetStreamingResponse_EnumeratedTwice_AsksTwice()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Hi","stream":true}""", Answer.Stream(Payload.Read("chat-not-stored.sse")))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Hi","stream":true}""", Answer.Stream(Payload.Read("chat-not-stored.sse")));
        IAsyncEnumerable<ChatResponseUpdate> updates = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi");

        ChatResponse first = await updates.ToChatResponseAsync();
        ChatResponse second = await updates.ToChatResponseAsync();

        Assert.Equal(first.Text, second.Text);
        Assert.NotEqual(first.Messages[0].MessageId, second.Messages[0].MessageId);
    }

    [Fact]
    public void GetStreamingResponse_NotEnumerated_SendsNothing()
    {
        using VerbatimHttpHandler handler = new();

        _ = Clients.CreateChat(handler).GetStreamingResponseAsync("Hi");

        Assert.Empty(handler.Requests);
    }

    /// <summary>Answers with the question, from the model that was asked.</summary>
    private sealed class EchoHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using System.Text.Json.JsonDocument body = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            await Task.Yield();
            string result = $$"""{"model_instance_id":"{{body.RootElement.GetProperty("model")}}","output":[{"type":"message","content":"{{body.RootElement.GetProperty("input")}}"}],"stats":{},"response_id":"resp_x"}""";
            Answer answer = body.RootElement.TryGetProperty("stream", out _) ? Answer.Stream($"data: {{\"type\":\"chat.end\",\"result\":{result}}}\n\n") : Answer.Json(result);
            return await answer.CreateAsync(cancellationToken);
        }
    }
}
