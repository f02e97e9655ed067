using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Tokens that a delegate gives.</summary>
public class TokenProviderTests
{
    private const string Models = """{"models":[]}""";

    [Fact]
    public async Task AnyRequest_TokenRotates_SendsTheNextOne()
    {
        Queue<string?> tokens = new(["first-token", " second-token\n", "", null]);
        using HeaderHandler handler = new(Models, 200);
        using LmStudioClient client = Create(handler, _ => new(tokens.Dequeue()));

        for (int i = 0; i < 4; i++)
        {
            _ = await client.ListModelsAsync();
        }

        Assert.Equal(["Bearer first-token", "Bearer second-token", null, null], handler.Tokens);
    }

    [Fact]
    public async Task AnyRequest_TokenEchoed_HidesTheTokenOfTheRequest()
    {
        Queue<string?> tokens = new(["first-token", "second-token"]);
        using HeaderHandler handler = new("""{"error":{"message":"Neither first-token nor second-token","type":"invalid_request"}}""", 400);
        using LmStudioClient client = Create(handler, _ => new(tokens.Dequeue()));

        LmStudioException first = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());
        LmStudioException second = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        Assert.DoesNotContain("first-token", first.Message);
        Assert.DoesNotContain("second-token", second.Message);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, """data: {"type":"message.delta","content":"Once"}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """data: {"type":"response.output_text.delta","output_index":0,"delta":"Once"}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Once"}}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """data: {"id":"c","choices":[{"index":0,"delta":{"content":"Once"}}]}""")]
    public async Task GetStreamingResponse_TokenRotatesWithinTheAnswer_HidesTheOneThatWasSent(LmStudioChatEndpoint endpoint, string delta)
    {
        Queue<string?> tokens = new(["first-token", "second-token"]);
        string error = """data: {"type":"error","error":{"type":"server_error","message":"Expired: first-token"}}""";
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect($"POST {ChatEndpointTable.PathOf(endpoint)}", "*", Answer.Stream($"{delta}\n\n{error}\n\n")).ExpectModels(Models);
        using LmStudioClient client = Create(handler, _ => new(tokens.Dequeue()));
        List<AIContent> contents = [];

        _ = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.AsIChatClient("m", new() { Endpoint = endpoint }).GetStreamingResponseAsync("Hi"))
            {
                contents.AddRange(update.Contents);
                if (tokens.Count > 0)
                {
                    _ = await client.ListModelsAsync();
                }
            }
        });

        Assert.Equal("Expired: ***", Assert.Single(contents.OfType<ErrorContent>()).Message);
    }

    [Fact]
    public async Task AnyRequest_ProviderFails_IsUnauthorizedWithTheCause()
    {
        using HeaderHandler handler = new(Models, 200);
        InvalidOperationException cause = new("The vault is sealed.");
        using LmStudioClient client = Create(handler, _ => throw cause);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.Same(cause, exception.InnerException);
        Assert.StartsWith("LmStudioClientOptions.ApiTokenProvider did not provide a valid token for http://lm.test:1234: it failed with InvalidOperationException.", exception.Message);
        Assert.Empty(handler.Tokens);
    }

    [Fact]
    public async Task AnyRequest_TokenWithWhiteSpace_ThrowsWithoutRepeatingIt()
    {
        using HeaderHandler handler = new(Models, 200);
        using LmStudioClient client = Create(handler, static _ => new("my secret"));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.DoesNotContain("secret", exception.ToString());
    }

    [Fact]
    public async Task AnyRequest_CancelledWhileTheProviderAsks_IsACancellation()
    {
        using HeaderHandler handler = new(Models, 200);
        using CancellationTokenSource cancellation = new();
        using LmStudioClient client = Create(handler, async cancellationToken =>
        {
            await cancellation.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        });

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListModelsAsync(cancellation.Token));
    }

    private static LmStudioClient Create(HttpMessageHandler handler, Func<CancellationToken, ValueTask<string?>> provider) =>
        new(new HttpClient(handler), new LmStudioClientOptions { Endpoint = new Uri("http://lm.test:1234"), ApiToken = "not-used", ApiTokenProvider = provider });

    private sealed class HeaderHandler(string body, int status) : HttpMessageHandler
    {
        public List<string?> Tokens { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Tokens.Add(request.Headers.Authorization?.ToString());
            return await Answer.Json(body, status).CreateAsync(cancellationToken);
        }
    }
}
