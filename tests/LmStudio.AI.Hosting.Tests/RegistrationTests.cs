using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LmStudio.AI.Tests;

/// <summary>What is registered, and that it reaches its server.</summary>
public class RegistrationTests
{
    private const string Embedder = "text-embedding-nomic-embed-text-v1.5";

    [Fact]
    public async Task AddLmStudioClient_WithAllThatIsMadeFromIt_Works()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello there!"));
        ServiceCollection services = new();
        LmStudioClientBuilder client = services.AddLmStudioClient(options => (options.Endpoint, options.ApiToken) = (lmStudio.Endpoint, ""));
        _ = client.AddChatClient(EmulatorClients.Model);
        _ = client.AddEmbeddingGenerator(Embedder, static options => options.BatchSize = 1);
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        IChatClient chat = provider.GetRequiredService<IChatClient>();
        ChatResponse response = await chat.GetResponseAsync("Hi");
        GeneratedEmbeddings<Embedding<float>> embeddings = await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["a", "b"]);

        Assert.Equal("Hello there!", response.Text);
        Assert.Equal(2, embeddings.Count);
        Assert.Equal(2, lmStudio.Requests.Count(static request => request.Path == "/v1/embeddings"));
        Assert.Equal(EmulatorClients.Model, chat.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Same(chat, chat.GetService<IChatClient>());
        Assert.Same(provider.GetRequiredService<LmStudioClient>(), chat.GetService<LmStudioClient>());
        Assert.Same(chat, provider.GetRequiredService<IChatClient>());
    }

    [Theory]
    [InlineData("own", "own")]
    [InlineData("", "ofSettings")]
    [InlineData(null, "ofSettings")]
    public void AddChatClient_Model_GoesBeforeThatOfTheSettings(string? model, string expected)
    {
        ServiceCollection services = new();
        _ = services.AddLmStudioClient(static options => (options.Endpoint, options.Model) = (new Uri("http://lm.test"), "ofSettings")).AddChatClient(model);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(expected, provider.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.DefaultModelId);
    }

    // It remembers conversations, so requests at the same time must not get one each.
    [Fact]
    public async Task AddChatClient_FirstRequestsAtTheSameTime_ShareOneClient()
    {
        using MeetingLoggerFactory loggers = new();
        ServiceCollection services = new();
        _ = services.AddSingleton<ILoggerFactory>(loggers);
        _ = services.AddLmStudioClient(static options => options.Endpoint = new Uri("http://lm.test")).AddChatClient("m");
        using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient chat = provider.GetRequiredService<IChatClient>();

        LmStudioChatClient?[] clients = await Task.WhenAll(
            Task.Factory.StartNew(() => chat.GetService<LmStudioChatClient>(), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => chat.GetService<LmStudioChatClient>(), TaskCreationOptions.LongRunning));

        Assert.NotNull(clients[0]);
        Assert.Same(clients[0], clients[1]);
        Assert.Same(clients[0], chat.GetService<LmStudioChatClient>());
    }

    [Fact]
    public async Task AddKeyedLmStudioClient_TwoServersAndTokens_KeepApart()
    {
        await using LmStudioEmulator one = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("token-of-one"));
        await using LmStudioEmulator two = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("token-of-two"));
        HostApplicationBuilder builder = Hosts.Create(
            ("LmStudio:Model", EmulatorClients.Model),
            ("ConnectionStrings:one", $"Endpoint={one.Endpoint};ApiToken=token-of-one"),
            ("ConnectionStrings:two", $"Endpoint={two.Endpoint};Key=token-of-two;Model=google/gemma-3-1b"));
        _ = builder.AddKeyedLmStudioClient("one").AddChatClient();
        _ = builder.AddKeyedLmStudioClient("two").AddChatClient();
        using IHost host = builder.Build();
        await host.StartAsync();

        ChatResponse first = await host.Services.GetRequiredKeyedService<IChatClient>("one").GetResponseAsync("Hi");
        ChatResponse second = await host.Services.GetRequiredKeyedService<IChatClient>("two").GetResponseAsync("Hi");

        Assert.Equal((EmulatorClients.Model, "google/gemma-3-1b"), (first.ModelId, second.ModelId));
        Assert.All(one.Requests, static request => Assert.Equal("Bearer token-of-one", request.Headers["Authorization"]));
        Assert.All(two.Requests, static request => Assert.Equal("Bearer token-of-two", request.Headers["Authorization"]));
        Assert.Equal(two.Endpoint, host.Services.GetRequiredKeyedService<LmStudioClient>("two").Endpoint);
        Assert.Null(host.Services.GetService<IChatClient>());
    }

    [Fact]
    public void AddLmStudioClient_SecondConnectionWithoutAKey_IsRefused()
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.AddLmStudioClient("chats");
        _ = builder.AddLmStudioClient("chats");
        _ = builder.AddKeyedLmStudioClient("embeddings");

        InvalidOperationException second = Assert.Throws<InvalidOperationException>(() => builder.AddLmStudioClient("embeddings"));
        InvalidOperationException section = Assert.Throws<InvalidOperationException>(() => builder.Services.AddLmStudioClient(builder.Configuration.GetSection("My:Server")));

        Assert.Equal("LM Studio client: its settings already come from the connection 'chats', and cannot also come from the connection 'embeddings'. Register each server with AddKeyedLmStudioClient.", second.Message);
        Assert.Contains("the section 'My:Server'", section.Message);
    }

    [Fact]
    public async Task HttpClient_HandlerAdded_SeesRequests()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        CountingHandler handler = new();
        ServiceCollection services = new();
        LmStudioClientBuilder builder = services.AddKeyedLmStudioClient("x", options => (options.Endpoint, options.ApiToken) = (lmStudio.Endpoint, ""));
        _ = builder.HttpClient.AddHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        _ = await provider.GetRequiredKeyedService<LmStudioClient>("x").ListModelsAsync();

        Assert.Equal(1, handler.Count);
        Assert.Equal(("x", services), (builder.ServiceKey, builder.Services));
    }

    [Fact]
    public async Task HttpClient_ConfiguredForAll_KeepsTheConnectorsTimeout()
    {
        ServiceCollection services = new();
        _ = services.ConfigureHttpClientDefaults(static http => http.ConfigureHttpClient(static client => client.Timeout = TimeSpan.FromSeconds(1)));
        _ = services.AddLmStudioClient();
        await using ServiceProvider provider = services.BuildServiceProvider();

        using HttpClient httpClient = provider.GetRequiredService<IHttpClientFactory>().CreateClient("LmStudio");

        Assert.Equal(Timeout.InfiniteTimeSpan, httpClient.Timeout);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task CreateHandler_NoEndpoint_ReachesThisMachineAndFollowsNoRedirect(string host)
    {
        await using RawServer server = new(static (socket, cancellationToken) =>
            RawServer.WriteAsync(socket, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", cancellationToken));
        using HttpClient httpClient = new(HttpClientFactory.CreateHandler());

        using HttpResponseMessage response = await httpClient.GetAsync(new UriBuilder(server.Endpoint) { Host = host }.Uri);

        Assert.Equal(302, (int)response.StatusCode);
    }

    [Fact]
    public async Task AnyRequest_LoggedWithHeaders_HidesTheToken()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:lm", $"Endpoint={lmStudio.Endpoint};ApiToken=sk-lm-12345678:12345678901234567890"));
        HostLog log = builder.AddLog();
        LmStudioClientBuilder client = builder.AddLmStudioClient("lm").AddModelWarmup(EmulatorClients.Model).AddHealthCheck();
        _ = client.AddChatClient(EmulatorClients.Model);
        _ = client.HttpClient.RedactLoggedHeaders(static _ => false);
        using IHost host = builder.Build();
        await host.StartAsync();

        _ = await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hi");
        _ = await log.WaitForAsync("Authorization");
        await host.StopAsync();

        Assert.Contains("Authorization: *", log.GetText());
        Assert.Contains("User-Agent: LmStudio.AI", log.GetText());
        Assert.DoesNotContain("12345678901234567890", log.GetText());
    }

    [Fact]
    public async Task Provider_ScopeAndThenItselfDisposedOf_DisposesWithoutHarm()
    {
        EmptyListHandler handler = new();
        ServiceCollection services = new();
        LmStudioClientBuilder builder = services.AddLmStudioClient(static options => options.Endpoint = new Uri("http://lm.test"));
        _ = builder.AddChatClient("m");
        _ = builder.AddEmbeddingGenerator(Embedder);
        _ = builder.HttpClient.ConfigurePrimaryHttpMessageHandler(() => handler);
        ServiceProvider provider = services.BuildServiceProvider();
        using (IServiceScope scope = provider.CreateScope())
        {
            _ = scope.ServiceProvider.GetRequiredService<LmStudioClient>();
            _ = scope.ServiceProvider.GetRequiredService<IChatClient>();
        }

        IReadOnlyList<LmStudioModel> models = await provider.GetRequiredService<LmStudioClient>().ListModelsAsync();
        _ = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        await provider.DisposeAsync();

        Assert.Empty(models);
        _ = Assert.Throws<ObjectDisposedException>(provider.GetRequiredService<IChatClient>);
    }

    [Fact]
    public void AddLmStudioClient_BadArguments_Throw()
    {
        ServiceCollection services = new();
        LmStudioClientBuilder builder = services.AddLmStudioClient();

        _ = Assert.Throws<ArgumentNullException>(static () => ((IServiceCollection)null!).AddLmStudioClient());
        _ = Assert.Throws<ArgumentException>(() => services.AddKeyedLmStudioClient(" "));
        _ = Assert.Throws<ArgumentException>(() => Hosts.Create().AddLmStudioClient(""));
        _ = Assert.Throws<ArgumentException>(() => builder.AddKeyedChatClient(" "));
        _ = Assert.Throws<ArgumentNullException>(() => builder.AddKeyedEmbeddingGenerator(null!));
        _ = Assert.Throws<ArgumentException>(() => builder.AddModelWarmup(""));
        _ = Assert.Throws<ArgumentNullException>(() => builder.AddModelWarmup(new LmStudioLoadRequest()));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddHealthCheck(timeout: TimeSpan.Zero));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddHealthCheck((LmStudioHealthRequirement)3));
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class EmptyListHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"models":[]}""") });
    }

    /// <summary>Lets two who make a chat client wait for each other.</summary>
    private sealed class MeetingLoggerFactory : ILoggerFactory
    {
        private readonly Barrier _meeting = new(participantCount: 2);

        public ILogger CreateLogger(string categoryName)
        {
            if (categoryName == LogCategory.Chat)
            {
                _ = _meeting.SignalAndWait(TimeSpan.FromSeconds(10));
            }

            return NullLogger.Instance;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose() => _meeting.Dispose();
    }
}
