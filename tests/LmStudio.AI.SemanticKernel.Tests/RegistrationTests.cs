using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task AddChatClient_ModelAndEndpoint_Answers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient("google/gemma-3-1b", lmStudio.Endpoint, apiToken: "");

        Assert.Equal("Hello.", await builder.Build().InvokePromptAsync<string>("Hi"));
        Assert.Equal("""{"model":"google/gemma-3-1b","input":"Hi"}""", lmStudio.GetChats()[0].Body);
    }

    [Fact]
    public async Task AddChatClient_TwoServiceIds_SettingsChoose()
    {
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator second = await LmStudioEmulator.StartAsync();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient("google/gemma-3-1b", first.Endpoint, apiToken: "", serviceId: "small");
        builder.AddLmStudioChatClient("openai/gpt-oss-20b", second.Endpoint, apiToken: "", serviceId: "large");
        Kernel kernel = builder.Build();

        await kernel.InvokePromptAsync("One", new KernelArguments(new LmStudioPromptExecutionSettings { ServiceId = "small", Temperature = 0.5 }));
        await kernel.InvokePromptAsync("Two", new KernelArguments(new LmStudioPromptExecutionSettings { ServiceId = "large" }));

        Assert.Equal("""{"model":"google/gemma-3-1b","input":"One","temperature":0.5}""", Assert.Single(first.GetChats()).Body);
        Assert.Equal("""{"model":"openai/gpt-oss-20b","input":"Two"}""", Assert.Single(second.GetChats()).Body);
    }

    [Fact]
    public async Task AddChatClient_TwoKernels_EachHasItsOwn()
    {
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator second = await LmStudioEmulator.StartAsync();
        IKernelBuilder firstBuilder = Kernel.CreateBuilder();
        firstBuilder.AddLmStudioChatClient("google/gemma-3-1b", first.Endpoint, apiToken: "", serviceId: "a");
        IKernelBuilder secondBuilder = Kernel.CreateBuilder();
        secondBuilder.AddLmStudioChatClient("openai/gpt-oss-20b", second.Endpoint, apiToken: "", serviceId: "b");

        await firstBuilder.Build().InvokePromptAsync("One");
        await secondBuilder.Build().InvokePromptAsync("Two");

        Assert.Contains("gemma", Assert.Single(first.GetChats()).Body);
        Assert.Contains("gpt-oss", Assert.Single(second.GetChats()).Body);
    }

    [Fact]
    public async Task AddChatClient_ModelOfTheSettings_ChoosesTheServiceOfThatModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient("google/gemma-3-1b", lmStudio.Endpoint, apiToken: "", serviceId: "small");
        builder.AddLmStudioChatClient("openai/gpt-oss-20b", lmStudio.Endpoint, apiToken: "", serviceId: "large");

        await builder.Build().InvokePromptAsync("Hi", new KernelArguments(new PromptExecutionSettings { ModelId = "google/gemma-3-1b" }));

        Assert.Contains("gemma", Assert.Single(lmStudio.GetChats()).Body);
    }

    [Fact]
    public async Task AddChatClient_ClientOfTheCaller_IsUsedAndNotDisposed()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        ServiceProvider services = new ServiceCollection().AddLmStudioChatClient(Kernels.Model, client).BuildServiceProvider();

        await services.GetRequiredService<IChatClient>().GetResponseAsync("Hi");
        await services.DisposeAsync();

        Assert.NotEmpty(await client.ListModelsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddChatCompletion_ServicesAreDisposed_DisposesOfTheClientItMade(bool alsoAsChatClient)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ServiceProvider services = new ServiceCollection().AddLmStudioChatCompletion(Kernels.Model, lmStudio.Endpoint, apiToken: "").BuildServiceProvider();
        IChatCompletionService service = services.GetRequiredService<IChatCompletionService>();
        Assert.Equal(alsoAsChatClient, alsoAsChatClient && services.GetRequiredService<IChatClient>() is not null);

        await services.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => service.GetChatMessageContentAsync("Hi"));
    }

    [Theory]
    [InlineData("mine", "mine")]
    [InlineData("mine", null)]
    [InlineData(null, null)]
    public void AddChatClient_ClientOfTheServices_IsFoundByTheIdAndWithout(string? serviceId, string? clientId)
    {
        using LmStudioClient client = new(new Uri("http://registered:1234"));
        using ServiceProvider services = new ServiceCollection()
            .AddKeyedSingleton(clientId, client)
            .AddLmStudioChatClient(Kernels.Model, serviceId: serviceId)
            .BuildServiceProvider();

        Assert.Same(client, services.GetRequiredKeyedService<IChatClient>(serviceId).GetService<LmStudioClient>());
    }

    [Fact]
    public void AddChatClient_TokenProviderOfItsOwn_LeavesTheClientOfTheServices()
    {
        using LmStudioClient client = new(new Uri("http://registered:1234"));
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton(client)
            .AddLmStudioChatClient(options => options.Connection.ApiTokenProvider = static _ => new("mine"))
            .BuildServiceProvider();

        Assert.NotSame(client, services.GetRequiredService<IChatClient>().GetService<LmStudioClient>());
    }

    [Fact]
    public void AddChatClient_EndpointOfItsOwn_LeavesTheClientOfTheServices()
    {
        using LmStudioClient client = new(new Uri("http://registered:1234"));
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton(client)
            .AddLmStudioChatClient(Kernels.Model, new Uri("http://own:1234"))
            .BuildServiceProvider();

        ChatClientMetadata? metadata = services.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>();

        Assert.Equal(new Uri("http://own:1234"), metadata?.ProviderUri);
        Assert.Equal(("lmstudio", Kernels.Model), (metadata?.ProviderName, metadata?.DefaultModelId));
    }

    [Fact]
    public async Task AddChatClient_HttpClient_SendsTheRequests()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using HttpClient httpClient = new() { BaseAddress = lmStudio.Endpoint };
        using ServiceProvider services = new ServiceCollection().AddLmStudioChatClient(Kernels.Model, apiToken: "", httpClient: httpClient).BuildServiceProvider();

        await services.GetRequiredService<IChatClient>().GetResponseAsync("Hi");

        Assert.Single(lmStudio.GetChats());
    }

    [Fact]
    public async Task AddChatCompletion_BothInterfaces_ShareOneClientForEachRegistration()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using ServiceProvider services = new ServiceCollection()
            .AddLmStudioChatCompletion("google/gemma-3-1b", lmStudio.Endpoint, apiToken: "")
            .AddLmStudioChatCompletion("openai/gpt-oss-20b", lmStudio.Endpoint, apiToken: "")
            .BuildServiceProvider();

        Assert.Equal(["google/gemma-3-1b", "openai/gpt-oss-20b"], services.GetServices<IChatClient>().Select(static client => client.GetService<ChatClientMetadata>()?.DefaultModelId));
        IChatCompletionService[] completions = [.. services.GetServices<IChatCompletionService>()];
        Assert.Equal(["google/gemma-3-1b", "openai/gpt-oss-20b"], completions.Select(static completion => completion.Attributes["ModelId"]));

        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello."));
        Assert.Equal("Hello.", (await completions[0].GetChatMessageContentAsync("Hi")).Content);
        Assert.Contains("gemma", Assert.Single(lmStudio.GetChats()).Body);
    }

    [Fact]
    public async Task AddEmbeddingGenerator_OfTheCallersClientAndOfAnEndpoint_Embeds()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(lmStudio.Endpoint, apiToken: "");
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioEmbeddingGenerator("text-embedding-nomic-embed-text-v1.5", lmStudio.Endpoint, apiToken: "", serviceId: "endpoint");
        builder.AddLmStudioEmbeddingGenerator("text-embedding-nomic-embed-text-v1.5", client, serviceId: "client");
        Kernel kernel = builder.Build();

        foreach (string serviceId in (string[])["endpoint", "client"])
        {
            IEmbeddingGenerator<string, Embedding<float>> generator = kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(serviceId);
            Assert.Equal(2, (await generator.GenerateAsync(["one", "two"])).Count);
        }
    }

    [Fact]
    public void Add_NullArguments_AreRefusedAtOnce()
    {
        ServiceCollection services = new();
        Assert.Throws<ArgumentNullException>("services", () => LmStudioKernelServiceCollectionExtensions.AddLmStudioChatClient(null!, "model"));
        Assert.Throws<ArgumentNullException>("client", () => services.AddLmStudioChatClient("model", client: null!));
        Assert.Throws<ArgumentNullException>("configure", () => services.AddLmStudioChatClient((Action<LmStudioKernelOptions>)null!));
        Assert.Throws<ArgumentNullException>("builder", () => LmStudioKernelBuilderExtensions.AddLmStudioChatCompletion(null!, "model"));
        Assert.Throws<ArgumentNullException>("client", () => services.AddLmStudioEmbeddingGenerator("model", client: null!));
        Assert.Empty(services);
    }
}
