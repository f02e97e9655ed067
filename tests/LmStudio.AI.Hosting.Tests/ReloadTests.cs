using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Tests;

/// <summary>What follows a changed configuration.</summary>
public class ReloadTests
{
    [Fact]
    public async Task Change_Token_IsThatOfTheNextRequest()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("second-token"));
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", lmStudio.Endpoint.AbsoluteUri), ("LmStudio:ApiToken", "first-token"));
        _ = builder.AddLmStudioClient("lm").AddChatClient(EmulatorClients.Model);
        using IHost host = builder.Build();
        LmStudioClient client = host.Services.GetRequiredService<LmStudioClient>();
        IChatClient chat = host.Services.GetRequiredService<IChatClient>();
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => chat.GetResponseAsync("Hi"));

        builder.Change(("LmStudio:ApiToken", "second-token"));
        _ = await chat.GetResponseAsync("Hi");
        _ = await client.ListModelsAsync();

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.DoesNotContain("first-token", exception.ToString());
        Assert.Same(client, host.Services.GetRequiredService<LmStudioClient>());
    }

    [Fact]
    public async Task Change_EndpointAndModel_AreThoseOfTheNextRequest()
    {
        await using LmStudioEmulator one = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator two = await LmStudioEmulator.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:lm", $"Endpoint={one.Endpoint};Key=token-of-one;Model={EmulatorClients.Model}"));
        LmStudioClientBuilder client = builder.AddLmStudioClient("lm");
        _ = client.AddChatClient();
        _ = client.AddEmbeddingGenerator();
        using IHost host = builder.Build();
        LmStudioClient held = host.Services.GetRequiredService<LmStudioClient>();
        IChatClient chat = host.Services.GetRequiredService<IChatClient>();
        IEmbeddingGenerator<string, Embedding<float>> embedder = host.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        _ = await chat.GetResponseAsync("Hi");

        builder.Change(("ConnectionStrings:lm", $"Endpoint={two.Endpoint};Key=token-of-two;Model=google/gemma-3-1b"));
        ChatResponse response = await chat.GetResponseAsync("Hi");
        _ = await embedder.GenerateAsync(["a"]);
        _ = await held.ListModelsAsync();

        Assert.Equal("google/gemma-3-1b", response.ModelId);
        Assert.Equal(two.Endpoint, host.Services.GetRequiredService<LmStudioClient>().Endpoint);
        Assert.Equal(two.Endpoint, embedder.GetService<EmbeddingGeneratorMetadata>()!.ProviderUri);

        // A client that is held on to stays with its server, and with that server's token.
        Assert.Equal("/api/v1/models", one.Requests[^1].Path);
        Assert.All(one.Requests, static request => Assert.Equal("Bearer token-of-one", request.Headers["Authorization"]));
        Assert.All(two.Requests, static request => Assert.Equal("Bearer token-of-two", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task Change_ModelOnly_HeldClientKeepsItsModelAndGetsNewTokens()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", lmStudio.Endpoint.AbsoluteUri), ("LmStudio:ApiToken", "first-token"), ("LmStudio:Model", EmulatorClients.Model));
        _ = builder.AddLmStudioClient("lm");
        using IHost host = builder.Build();
        LmStudioClient held = host.Services.GetRequiredService<LmStudioClient>();

        builder.Change(("LmStudio:Model", "google/gemma-3-1b"));
        string? model = host.Services.GetRequiredService<LmStudioClient>().AsIChatClient().GetService<ChatClientMetadata>()!.DefaultModelId;
        builder.Change(("LmStudio:ApiToken", "second-token"));
        _ = await held.ListModelsAsync();

        Assert.Equal("google/gemma-3-1b", model);
        Assert.Equal(EmulatorClients.Model, held.AsIChatClient().GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal("Bearer second-token", lmStudio.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task Change_WrongSetting_KeepsTheLastAndIsLogged()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", lmStudio.Endpoint.AbsoluteUri), ("LmStudio:ApiToken", ""));
        HostLog log = builder.AddLog();
        _ = builder.AddLmStudioClient("lm").AddChatClient(EmulatorClients.Model);
        using IHost host = builder.Build();
        await host.StartAsync();
        IChatClient chat = host.Services.GetRequiredService<IChatClient>();
        _ = await chat.GetResponseAsync("Hi");

        // The options' own machinery lets who reloads know.
        _ = Assert.ThrowsAny<Exception>(() => builder.Change(("LmStudio:Endpoint", "nonsense")));
        _ = await chat.GetResponseAsync("Hi");
        _ = await chat.GetResponseAsync("Hi");

        string line = Assert.Single(log.GetText().Split('\n'), static line => line.Contains("'LmStudio:Endpoint'", StringComparison.Ordinal));
        Assert.StartsWith("Warning: The changed settings are invalid", line);
    }

    [Fact]
    public async Task Change_CodeCannotReadTheSetting_KeepsTheLastAndIsLogged()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("My:Address", lmStudio.Endpoint.AbsoluteUri));
        HostLog log = builder.AddLog();
        _ = builder.AddLmStudioClient("lm", options => (options.Endpoint, options.ApiToken) = (new Uri(builder.Configuration["My:Address"]!), "")).AddChatClient(EmulatorClients.Model);
        using IHost host = builder.Build();
        await host.StartAsync();
        IChatClient chat = host.Services.GetRequiredService<IChatClient>();
        _ = await chat.GetResponseAsync("Hi");

        _ = Assert.ThrowsAny<Exception>(() => builder.Change(("My:Address", "nonsense")));
        _ = await chat.GetResponseAsync("Hi");

        Assert.StartsWith("Warning: The changed settings are invalid", await log.WaitForAsync("Invalid URI"));
        Assert.Equal(lmStudio.Endpoint, chat.GetService<ChatClientMetadata>()!.ProviderUri);
    }
}
