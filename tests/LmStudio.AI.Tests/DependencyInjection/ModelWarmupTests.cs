using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Tests;

/// <summary>Models that are loaded when a host starts.</summary>
public class ModelWarmupTests
{
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
        _ = await log.WaitForAsync($"The model {EmulatorClients.Model} is loaded, as {EmulatorClients.Model}, after");
        _ = await log.WaitForAsync("could not be loaded ahead");
        await host.StopAsync();

        Assert.Contains($"Information: Loading the model {EmulatorClients.Model} on LM Studio at", log.GetText());
        Assert.Contains("Information: The model google/gemma-3-1b was loaded already", log.GetText());
        Assert.Contains("Warning: The model nobody/nothing could not be loaded ahead: No model 'nobody/nothing' is downloaded", log.GetText());
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
        _ = await log.WaitForAsync("is loaded, as");

        Assert.Equal(EmulatorClients.Model, Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task Start_NoModelAnywhere_SaysSo()
    {
        HostApplicationBuilder builder = Create(RawServer.GetClosedEndpoint(), out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup();
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.StartsWith("Warning: ", await log.WaitForAsync("No model is loaded ahead"));
    }

    [Fact]
    public async Task Start_ServerDown_StartsAndWarns()
    {
        HostApplicationBuilder builder = Create(RawServer.GetClosedEndpoint(), out HostLog log);
        _ = builder.AddLmStudioClient("lm").AddModelWarmup("m");
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.Contains("No server answers", await log.WaitForAsync("could not be loaded ahead"));
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

    private static HostApplicationBuilder Create(Uri endpoint, out HostLog log)
    {
        HostApplicationBuilder builder = Hosts.Create(("LmStudio:Endpoint", endpoint.AbsoluteUri), ("LmStudio:ApiToken", ""));
        log = builder.AddLog();
        return builder;
    }
}
