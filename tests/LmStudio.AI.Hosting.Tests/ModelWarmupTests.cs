using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Tests;

/// <summary>Models that are loaded when a host starts.</summary>
public class ModelWarmupTests
{
    private const string EmbeddingModel = "text-embedding-nomic-embed-text-v1.5";

    [Fact]
    public async Task Start_ModelsNamed_LoadsThoseThatAreNotLoaded()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        _ = lmStudio.LoadModel("google/gemma-3-1b");
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out HostLog log);
        _ = builder.AddLmStudioClient("lm")
            .AddModelWarmup("google/gemma-3-1b", "nobody/nothing")
            .AddModelWarmup(new LmStudioLoadRequest { Model = EmulatorClients.Model, ContextLength = 2048 });
        using IHost host = builder.Build();

        await host.StartAsync();
        _ = await log.WaitForAsync($"Loaded the model {EmulatorClients.Model} as {EmulatorClients.Model} in");
        _ = await log.WaitForAsync("could not be loaded at startup");
        await host.StopAsync();

        Assert.Contains($"Information: Loading the model {EmulatorClients.Model} on LM Studio at", log.GetText());
        Assert.Contains("Information: The model google/gemma-3-1b is already loaded", log.GetText());
        Assert.Contains("Warning: The model nobody/nothing could not be loaded at startup: No model 'nobody/nothing' is downloaded", log.GetText());
        Assert.Equal(["google/gemma-3-1b", EmulatorClients.Model], lmStudio.LoadedInstances.Select(static instance => instance.Id).Order());
        Assert.Equal(2048, lmStudio.LoadedInstances.Single(static instance => instance.Id == EmulatorClients.Model).ContextLength);
    }

    [Fact]
    public async Task Start_NoModelNamed_LoadsThatOfTheOptions()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out HostLog log);
        _ = builder.AddLmStudioClient("lm", static options => options.Model = EmulatorClients.Model).AddModelWarmup();
        using IHost host = builder.Build();

        await host.StartAsync();
        _ = await log.WaitForAsync("Loaded the model");

        Assert.Equal(EmulatorClients.Model, Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task Start_NoModelAnywhere_SaysSo()
    {
        HostApplicationBuilder builder = Create(RawServer.GetClosedEndpoint(), out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup();
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.StartsWith("Warning: ", await log.WaitForAsync("No model is loaded at startup"));
    }

    [Fact]
    public async Task Start_ServerDown_StartsAndWarns()
    {
        HostApplicationBuilder builder = Create(RawServer.GetClosedEndpoint(), out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup("m");
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.Contains("No server responds", await log.WaitForAsync("could not be loaded at startup"));
        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Stop_WhileServerHangs_DoesNotWait()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.Hang = true);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup("m");
        using IHost host = builder.Build();

        await host.StartAsync();
        _ = await log.WaitForAsync("Loading the model m");
        await host.StopAsync();

        Assert.StartsWith("Information: The host stops while", await log.WaitForAsync("The host stops"));
    }

    [Fact]
    public async Task Stop_WhileTokenProviderHangs_DoesNotWait()
    {
        TaskCompletionSource<string?> never = new();
        HostApplicationBuilder builder = Create(RawServer.GetClosedEndpoint(), out HostLog log);
        _ = builder.AddLmStudioClient("lm", options => options.ApiTokenProvider = _ => new(never.Task)).AddModelWarmup("m");
        using IHost host = builder.Build();

        await host.StartAsync();
        _ = await log.WaitForAsync("Loading the model m");
        await host.StopAsync();

        // Otherwise the host would have given up on the warm-up after its shutdown timeout, and there would be nothing here.
        Assert.Contains("Information: The host stops while", log.GetText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_ModelIsBeingLoadedAhead_WaitsAndUsesThatInstance(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        TaskCompletionSource<string?> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out _);
        _ = builder.AddLmStudioClient("lm", options => options.ApiTokenProvider = _ => new(gate.Task)).AddModelWarmup(EmulatorClients.Model).AddChatClient();
        using IHost host = builder.Build();
        await host.StartAsync();
        IChatClient client = host.Services.GetRequiredService<IChatClient>();
        ChatOptions options = new() { ModelId = EmulatorClients.Model };

        Task<ChatResponse> chat = stream ? client.GetStreamingResponseAsync("Hello", options).ToChatResponseAsync() : client.GetResponseAsync("Hello", options);
        gate.SetResult(null);
        _ = await chat;

        Assert.Equal(EmulatorClients.Model, Assert.Single(lmStudio.LoadedInstances).Id);
        Assert.Equal(["/api/v1/models/load", "/api/v1/chat"], lmStudio.Requests.Where(static request => request.Method == "POST").Select(static request => request.Path));
    }

    [Fact]
    public async Task Embeddings_ModelIsBeingLoadedAhead_WaitAndUseThatInstance()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        TaskCompletionSource<string?> gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out _);
        _ = builder.AddLmStudioClient("lm", options => options.ApiTokenProvider = _ => new(gate.Task)).AddModelWarmup(EmbeddingModel).AddEmbeddingGenerator(EmbeddingModel);
        using IHost host = builder.Build();
        await host.StartAsync();

        Task<GeneratedEmbeddings<Embedding<float>>> embeddings = host.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["a"]);
        gate.SetResult(null);
        _ = await embeddings;

        Assert.Equal(["/api/v1/models/load", "/v1/embeddings"], lmStudio.Requests.Where(static request => request.Method == "POST").Select(static request => request.Path));
    }

    [Fact]
    public async Task Chat_ModelCannotBeLoadedAhead_IsAskedAllTheSame()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.RefuseLoads = true);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out _);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup(EmulatorClients.Model).AddChatClient(EmulatorClients.Model);
        using IHost host = builder.Build();
        await host.StartAsync();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.ModelLoadFailed, exception.Kind);
    }

    [Fact]
    public async Task Chat_AnotherModelIsBeingLoadedAhead_DoesNotWait()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.Hang = true);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup("m").AddChatClient();
        using IHost host = builder.Build();
        await host.StartAsync();
        _ = await log.WaitForAsync("Loading the model m");
        lmStudio.Faults.Hang = false;

        ChatResponse response = await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hello", new ChatOptions { ModelId = EmulatorClients.Model });

        Assert.StartsWith("Hello!", response.Text);
    }

    [Fact]
    public async Task Chat_CancelledWhileItWaits_Ends()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.Hang = true);
        HostApplicationBuilder builder = Create(lmStudio.Endpoint, out _);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup("m").AddChatClient("m");
        using IHost host = builder.Build();
        await host.StartAsync();
        using CancellationTokenSource giveUp = new();

        Task<ChatResponse> chat = host.Services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("Hello").ToChatResponseAsync(giveUp.Token);
        await giveUp.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chat);
        await host.StopAsync();
    }

    private static HostApplicationBuilder Create(Uri endpoint, out HostLog log)
    {
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", endpoint.AbsoluteUri), ("LmStudio:ApiToken", ""));
        log = builder.AddLog();
        return builder;
    }
}
