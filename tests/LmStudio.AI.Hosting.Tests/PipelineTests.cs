using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Tests;

/// <summary>Middleware that is written where the client is registered, and registrations that ask for themselves.</summary>
public class PipelineTests
{
    private const string Embedder = "text-embedding-nomic-embed-text-v1.5";

    [Theory]
    [InlineData(null)]
    [InlineData("gpu")]
    public async Task AddChatClient_WithMiddleware_CallsFunctions(string? serviceKey)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Take an umbrella."));
        ServiceCollection services = new();
        _ = services.AddLogging();
        _ = Register(services, serviceKey, lmStudio.Endpoint)
            .AddChatClient("qwen/qwen3-8b")
            .UseFunctionInvocation()
            .UseOpenTelemetry()
            .UseLogging();
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);
        List<string> cities = [];
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((string city) => { cities.Add(city); return "Rain"; }, "get_weather")] };

        ChatResponse response = await provider.GetRequiredKeyedService<IChatClient>(serviceKey).GetResponseAsync("Do I need an umbrella in Oslo?", options);

        Assert.Equal(("Take an umbrella.", "Oslo"), (response.Text, Assert.Single(cities)));
    }

    [Fact]
    public async Task AddKeyedChatClient_TwoModelsOfOneServer_AnswerByTheirKeys()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ServiceCollection services = new();
        LmStudioClientBuilder client = Register(services, serviceKey: null, lmStudio.Endpoint);
        _ = client.AddKeyedChatClient("small", "google/gemma-3-1b");
        _ = client.AddKeyedChatClient("large", EmulatorClients.Model).UseFunctionInvocation();
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse small = await provider.GetRequiredKeyedService<IChatClient>("small").GetResponseAsync("Hi");
        ChatResponse large = await provider.GetRequiredKeyedService<IChatClient>("large").GetResponseAsync("Hi");

        Assert.Equal(("google/gemma-3-1b", EmulatorClients.Model), (small.ModelId, large.ModelId));
        Assert.Null(provider.GetService<IChatClient>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gpu")]
    public async Task AddEmbeddingGenerator_WithMiddleware_PassesThroughIt(string? serviceKey)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        List<string?> models = [];
        ServiceCollection services = new();
        _ = Register(services, serviceKey, lmStudio.Endpoint)
            .AddEmbeddingGenerator(Embedder)
            .ConfigureOptions(options => models.Add(options.ModelId ?? "none named"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        IEmbeddingGenerator<string, Embedding<float>> generator = provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(serviceKey);
        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["a", "b"]);

        Assert.Equal(2, embeddings.Count);
        Assert.Equal(["none named"], models);
        Assert.Same(generator, provider.GetRequiredKeyedService<IEmbeddingGenerator>(serviceKey));
    }

    [Fact]
    public void AddChatClient_MiddlewareAsksForThePipeline_Throws()
    {
        ServiceCollection services = new();
        _ = services.AddLmStudioClient().AddChatClient("m").Use(static (_, provider) => provider.GetRequiredService<IChatClient>());
        using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IChatClient>);
        InvalidOperationException again = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IChatClient>);

        Assert.Equal(
            "The pipeline behind AddChatClient resolves IChatClient, which is the pipeline itself. Middleware receives the client that it wraps as an argument: Use((inner, services) => …).",
            exception.Message);
        Assert.Equal(exception.Message, again.Message);
    }

    [Fact]
    public void AddChatClient_MiddlewareThatFailedOnce_IsBuiltAgain()
    {
        bool fails = true;
        ServiceCollection services = new();
        _ = services.AddLmStudioClient().AddChatClient("m").Use((inner, _) => fails ? throw new TimeoutException() : inner);
        using ServiceProvider provider = services.BuildServiceProvider();
        _ = Assert.Throws<TimeoutException>(provider.GetRequiredService<IChatClient>);

        fails = false;

        Assert.NotNull(provider.GetRequiredService<IChatClient>());
    }

    [Fact]
    public async Task Start_PipelineOverItsOwnService_FailsWithWhatToDo()
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.AddLmStudioClient("lm").AddChatClient("m");
        _ = builder.Services.AddChatClient(static provider => provider.GetRequiredService<IChatClient>()).UseFunctionInvocation();
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(
            "A registration of IChatClient after AddChatClient resolves IChatClient, which is the registration itself, and would deadlock. " +
            "Add its middleware where the client is registered, as in AddLmStudioClient(…).AddChatClient(…).Use…, or register one of the two with a key.",
            exception.Message);
    }

    [Fact]
    public async Task Start_KeyedGeneratorOverItsOwnKey_FailsWithWhatToDo()
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.AddKeyedLmStudioClient("gpu").AddEmbeddingGenerator();
        _ = builder.Services.AddKeyedEmbeddingGenerator("gpu", static provider => provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("gpu"));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.StartsWith("A registration of the IEmbeddingGenerator of the key 'gpu' after AddEmbeddingGenerator resolves", exception.Message);
    }

    [Fact]
    public async Task Start_PipelineOverAnotherKeyOrADouble_Starts()
    {
        HostApplicationBuilder builder = Hosts.Create();
        _ = builder.AddLmStudioClient("lm").AddChatClient("m");
        _ = builder.AddKeyedLmStudioClient("gpu").AddChatClient("m");
        _ = builder.Services.AddChatClient(static provider => provider.GetRequiredKeyedService<IChatClient>("gpu")).UseFunctionInvocation();
        _ = builder.Services.AddKeyedSingleton<IChatClient>("gpu", (_, _) => throw new InvalidOperationException("A registration of another kind is not built to look at it."));
        using IHost host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();
    }

    private static LmStudioClientBuilder Register(ServiceCollection services, string? serviceKey, Uri endpoint)
    {
        return serviceKey is null ? services.AddLmStudioClient(Configure) : services.AddKeyedLmStudioClient(serviceKey, Configure);

        void Configure(LmStudioClientOptions options) => (options.Endpoint, options.ApiToken) = (endpoint, "");
    }
}
