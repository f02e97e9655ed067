namespace LmStudio.AI.Tests;

/// <summary>What requests look like besides their bodies (docs/protocol.md, "HTTP").</summary>
public class RequestTests
{
    private static readonly LmStudioChatRequest Request = new() { Model = "m", Input = [LmStudioInputItem.Text("Hi")] };

    [Fact]
    public async Task ChatAsync_Headers_SayJson()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(Clients.AnyAnswer));

        _ = await Clients.Create(handler, apiToken: "my-token").ChatAsync(Request);

        HttpRequestMessage request = handler.Requests[0];
        Assert.Equal("http://lm.test:1234/api/v1/chat", request.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer my-token", request.Headers.Authorization!.ToString());
        Assert.Equal("application/json", request.Headers.Accept.ToString());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        Assert.NotNull(request.Content.Headers.ContentLength);
        Assert.StartsWith("LmStudio.AI/", request.Headers.UserAgent.ToString());
    }

    [Fact]
    public async Task ChatStreamingAsync_Headers_AcceptEvents()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi","stream":true}""", Answer.Stream(Payload.Read("chat-not-stored.sse")));

        Assert.Equal(5, await Clients.Create(handler).ChatStreamingAsync(Request).CountAsync());

        Assert.Equal("text/event-stream", handler.Requests[0].Headers.Accept.ToString());
        Assert.Null(handler.Requests[0].Headers.Authorization);
    }

    [Fact]
    public async Task ListModels_HttpClientWithAuthorization_IsNotOverwritten()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels("""{"models":[]}""");
        using HttpClient httpClient = new(handler) { DefaultRequestHeaders = { { "Authorization", "Bearer of-the-caller" } } };
        using LmStudioClient client = new(httpClient, new() { Endpoint = new Uri("http://lm.test"), ApiToken = "" });

        _ = await client.ListModelsAsync();

        Assert.Equal("Bearer of-the-caller", handler.Requests[0].Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task ChatAsync_Request_IsNotMutated()
    {
        LmStudioChatRequest request = new() { Model = "m", Input = [LmStudioInputItem.Text("Hi")] };
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Hi","stream":true}""", Answer.Stream(Payload.Read("chat-not-stored.sse")))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Hi"}""", Answer.Json(Clients.AnyAnswer));
        LmStudioClient client = Clients.Create(handler);

        _ = await client.ChatStreamingAsync(request).CountAsync();
        _ = await client.ChatAsync(request);

        handler.Verify();
    }
}
