using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace LmStudio.AI.Tests;

/// <summary>Hosts whose defaults limit and repeat all HTTP requests, as Aspire's service defaults do. The times are shorter here.</summary>
public class ResilienceTests
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_LongerThanTheDefaultTimeouts_IsAskedOnceAndAnswered(bool streaming)
    {
        Server server = new(AnswerTime, HttpStatusCode.OK);
        using IHost host = CreateHost(server, static _ => { });

        ChatResponse response = await ChatAsync(host, streaming);

        Assert.Equal(("Hello there!", 1), (response.Text, server.RequestCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_BusyServer_IsAskedOnceAndFails(bool streaming)
    {
        Server server = new(TimeSpan.Zero, HttpStatusCode.ServiceUnavailable);
        using IHost host = CreateHost(server, static _ => { });

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ChatAsync(host, streaming));

        Assert.Equal((503, 1), ((int?)exception.StatusCode, server.RequestCount));
    }

    [Fact]
    public async Task Embeddings_LongerThanTheDefaultTimeouts_AreAskedForOnce()
    {
        Server server = new(AnswerTime, HttpStatusCode.OK);
        using IHost host = CreateHost(server, static client => client.AddEmbeddingGenerator("e"));

        _ = await host.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["a"]);

        Assert.Equal(1, server.RequestCount);
    }

    // Shows that the tests above could fail.
    [Fact]
    public async Task OtherClient_BusyServer_IsAskedSeveralTimesByTheDefaults()
    {
        Server server = new(TimeSpan.Zero, HttpStatusCode.ServiceUnavailable);
        HostApplicationBuilder builder = CreateBuilder(ConfigureRetries);
        _ = builder.Services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => server);
        using IHost host = builder.Build();

        using HttpClient other = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        using HttpResponseMessage response = await other.GetAsync("http://lm.test/");

        Assert.Equal(3, server.RequestCount);
    }

    [Fact]
    public async Task HttpClient_ResilienceAddedOnPurpose_Stays()
    {
        Server server = new(TimeSpan.Zero, HttpStatusCode.ServiceUnavailable);
        using IHost host = CreateHost(server, static client =>
        {
            _ = client.HttpClient.AddStandardResilienceHandler(ConfigureRetries);

            // Registering again, as libraries may, takes nothing away.
            _ = client.Services.AddLmStudioClient();
        });

        _ = await Assert.ThrowsAsync<LmStudioException>(() => ChatAsync(host, streaming: false));

        Assert.Equal(3, server.RequestCount);
    }

    [Fact]
    public async Task Defaults_HandlersOfOtherKinds_Stay()
    {
        Server server = new(TimeSpan.Zero, HttpStatusCode.OK);
        HostApplicationBuilder builder = CreateBuilder(ConfigureRetries);
        AddClient(builder, server);
        _ = builder.Services.ConfigureHttpClientDefaults(static http => http.AddHttpMessageHandler(static () => new StampingHandler()));
        using IHost host = builder.Build();

        _ = await ChatAsync(host, streaming: false);

        Assert.Equal("stamped", server.Stamp);
    }

    private static IHost CreateHost(Server server, Action<LmStudioClientBuilder> configure)
    {
        HostApplicationBuilder builder = CreateBuilder(ConfigureTimeouts);
        configure(AddClient(builder, server));
        return builder.Build();
    }

    private static HostApplicationBuilder CreateBuilder(Action<HttpStandardResilienceOptions> configure)
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(configure));
        return builder;
    }

    private static LmStudioClientBuilder AddClient(HostApplicationBuilder builder, Server server)
    {
        LmStudioClientBuilder client = builder.AddLmStudioClient("lm", static options => (options.Endpoint, options.ApiToken) = (new Uri("http://lm.test"), ""));
        _ = client.HttpClient.ConfigurePrimaryHttpMessageHandler(() => server);
        _ = client.AddChatClient("m", static options => options.Endpoint = LmStudioChatEndpoint.ChatCompletions);
        return client;
    }

    private static void ConfigureTimeouts(HttpStandardResilienceOptions options)
    {
        ConfigureRetries(options);
        options.AttemptTimeout.Timeout = AttemptTimeout;
        options.TotalRequestTimeout.Timeout = 4 * AttemptTimeout;
    }

    private static void ConfigureRetries(HttpStandardResilienceOptions options)
    {
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.Zero;
    }

    private static Task<ChatResponse> ChatAsync(IHost host, bool streaming)
    {
        IChatClient chat = host.Services.GetRequiredService<IChatClient>();
        return streaming ? chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : chat.GetResponseAsync("Hi");
    }

    /// <summary>Answers after a time, as a model does that has much to read.</summary>
    private sealed class Server(TimeSpan answerTime, HttpStatusCode status) : HttpMessageHandler
    {
        private int _requestCount;

        public int RequestCount => _requestCount;

        public string? Stamp { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _ = Interlocked.Increment(ref _requestCount);
            Stamp = request.Headers.TryGetValues("X-Stamp", out IEnumerable<string>? values) ? values.Single() : null;
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            await Task.Delay(answerTime, cancellationToken);
            return new HttpResponseMessage(status) { Content = GetContent(request.RequestUri!.AbsolutePath, body) };
        }

        private StringContent GetContent(string path, string body) =>
            status != HttpStatusCode.OK ? new("busy")
            : path == "/v1/embeddings" ? new("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}""")
            : body.Contains("\"stream\":true") ? new(
                """
                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello there!"},"finish_reason":null}]}

                data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]


                """, System.Text.Encoding.UTF8, "text/event-stream")
            : new("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there!"},"finish_reason":"stop"}]}""");
    }

    private sealed class StampingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Stamp", "stamped");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
