using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LmStudio.AI.Tests;

/// <summary>What the resource waits for, shows, and gives to others.</summary>
public class LmStudioResourceTests
{
    private const string Model = "qwen/qwen3-8b";
    private const string Downloadable = "nvidia/nemotron-3-nano";

    [Fact]
    public async Task ConnectionString_WithModelsAndToken_HasTheFirstModel()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder();
        builder.Configuration["Parameters:token"] = "sk-lm-1";
        LmStudioResource resource = builder.AddLmStudio("lmstudio", new Uri("http://gpu-box:1234/v1"))
            .WithModel(Model)
            .WithModel(new LmStudioLoadRequest { Model = "text-embedding-nomic-embed-text-v1.5", ContextLength = 2048 })
            .WithApiToken(builder.AddParameter("token", secret: true))
            .Resource;
        resource.Address.Set(resource.Endpoint);

        Assert.Equal($"Endpoint=http://gpu-box:1234;Model={Model};ApiToken=sk-lm-1", await resource.ConnectionStringExpression.GetValueAsync(CancellationToken.None));
        Assert.Equal($"Endpoint=http://gpu-box:1234;Model={Model};ApiToken={{token.value}}", resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal([Model, "text-embedding-nomic-embed-text-v1.5"], resource.Models);
        Assert.Equal(
            ["Uri", "Model", "ApiToken"],
            ((IResourceWithConnectionString)resource).GetConnectionProperties().Select(static property => property.Key));
    }

    [Fact]
    public void WithApiToken_ParameterThatIsNotSecret_Throws()
    {
        IDistributedApplicationBuilder builder = ResourceHost.CreateBuilder();

        ArgumentException exception = Assert.Throws<ArgumentException>(() => builder.AddLmStudio("lmstudio").WithApiToken(builder.AddParameter("token")));

        Assert.Contains("AddParameter(name, secret: true)", exception.Message);
    }

    [Fact]
    public async Task Start_EmulatorAndAModelThatIsNotDownloaded_DownloadsAndLoadsIt()
    {
        await using ResourceHost host = await ResourceHost.StartAsync(static builder => builder.AddLmStudio("lmstudio")
            .WithModel(Downloadable)
            .RunAsEmulator(static options => options.DownloadDuration = TimeSpan.FromMilliseconds(50)));

        Assert.Equal("Starting", host.States.First(static state => state != "Waiting"));
        Assert.Contains(host.States, static state => state.StartsWith($"{Downloadable}: Downloading", StringComparison.Ordinal));
        Assert.Equal([$"Loading {Downloadable}", "Running"], host.States.TakeLast(2));
        _ = await host.WaitForLogAsync($"Loaded {Downloadable} as {Downloadable}.");
        Assert.Matches($"^Endpoint=http://127.0.0.1:[0-9]+;Model={Downloadable}$", await host.Resource.ConnectionStringExpression.GetValueAsync(host.CancellationToken));
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host));
    }

    [Fact]
    public async Task Start_ServerWithAToken_SendsTheParameter()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("sk-lm-1"));
        await using ResourceHost host = await ResourceHost.StartAsync(builder =>
        {
            builder.Configuration["Parameters:token"] = "sk-lm-1";
            return builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithModel(Model).WithApiToken(builder.AddParameter("token", secret: true));
        });

        Assert.Equal(Model, Assert.Single(lmStudio.LoadedInstances).Id);
        Assert.All(lmStudio.Requests, static request => Assert.Equal("Bearer sk-lm-1", request.Headers["Authorization"]));
        Assert.DoesNotContain("sk-lm-1", await host.WaitForLogAsync($"Loaded {Model} as"));
    }

    [Fact]
    public async Task Start_ServerThatIsOff_WaitsAndSaysWhatToDo()
    {
        int port = GetFreePort();
        await using ResourceHost host = await ResourceHost.StartAsync(
            builder => builder.AddLmStudio("lmstudio", new Uri($"http://127.0.0.1:{port}")).WithModel(Model), "Waiting for LM Studio");
        _ = await host.WaitForLogAsync("lms server start");
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(host));

        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Port = port);
        await host.WaitForStateAsync("Running");

        Assert.Equal(Model, Assert.Single(lmStudio.LoadedInstances).Id);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host));
    }

    [Fact]
    public async Task Start_ModelThatCannotBeLoaded_FailsUntilTheLoadCommandSucceeds()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.RefuseLoads = true;
        await using ResourceHost host = await ResourceHost.StartAsync(builder => builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithModel(Model), "FailedToStart");

        ExecuteCommandResult refused = await host.RunAsync("load");
        lmStudio.Faults.RefuseLoads = false;
        ExecuteCommandResult loaded = await host.RunAsync("load");

        Assert.False(refused.Success);
        Assert.Contains(refused.Message!, await host.WaitForLogAsync(refused.Message!));
        Assert.True(loaded.Success, loaded.Message);
        await host.WaitForStateAsync("Running");
        Assert.Equal(Model, Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task Start_EmulatorOnAPortThatIsInUse_FailsAndCommandsSaySo()
    {
        await using LmStudioEmulator other = await LmStudioEmulator.StartAsync();
        await using ResourceHost host = await ResourceHost.StartAsync(
            builder => builder.AddLmStudio("lmstudio").WithModel(Model).RunAsEmulator(options => options.Port = other.Endpoint.Port), "FailedToStart");

        foreach (string command in new[] { "load", "unload", "list" })
        {
            ExecuteCommandResult result = await host.RunAsync(command);

            Assert.False(result.Success);
            Assert.StartsWith("The server has not started.", result.Message);
        }

        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(host));
    }

    [Fact]
    public async Task Server_StopsAfterTheStart_IsUnhealthyAndCommandsSayWhatToDo()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        await using ResourceHost host = await ResourceHost.StartAsync(builder => builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithModel(Model));
        HealthStatus before = await CheckAsync(host);

        await lmStudio.DisposeAsync();
        ExecuteCommandResult list = await host.RunAsync("list");

        Assert.Equal(HealthStatus.Healthy, before);
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(host));
        Assert.False(list.Success);
        Assert.Contains("lms server start", list.Message);
    }

    [Fact]
    public async Task Start_TokenThatIsRefused_Fails()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("sk-lm-1"));
        await using ResourceHost host = await ResourceHost.StartAsync(
            builder =>
            {
                builder.Configuration["Parameters:token"] = "sk-lm-2";
                return builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithApiToken(builder.AddParameter("token", secret: true));
            },
            "FailedToStart");

        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(host));
    }

    [Fact]
    public async Task Unload_TheModelOfTheResource_LeavesItDegraded()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        _ = lmStudio.LoadModel("google/gemma-3-1b");
        await using ResourceHost host = await ResourceHost.StartAsync(builder => builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithModel(Model));

        ExecuteCommandResult unloaded = await host.RunAsync("unload");

        Assert.Equal($"Unloaded: {Model}.", unloaded.Message);
        Assert.Equal("google/gemma-3-1b", Assert.Single(lmStudio.LoadedInstances).Id);
        Assert.Equal(HealthStatus.Degraded, await CheckAsync(host));
    }

    [Fact]
    public async Task LoadAndUnload_ModelThatIsNamed_LeaveTheOthers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        await using ResourceHost host = await ResourceHost.StartAsync(builder => builder.AddLmStudio("lmstudio", lmStudio.Endpoint).WithModel(Model));

        ExecuteCommandResult loaded = await host.RunAsync("load", "google/gemma-3-1b");
        int instances = lmStudio.LoadedInstances.Count;
        ExecuteCommandResult unknown = await host.RunAsync("load", "nobody/nothing");
        ExecuteCommandResult unloaded = await host.RunAsync("unload", "google/gemma-3-1b");

        Assert.True(loaded.Success, loaded.Message);
        Assert.Equal(2, instances);
        Assert.False(unknown.Success);
        Assert.Contains("nobody/nothing", unknown.Message);
        Assert.Equal("Unloaded: google/gemma-3-1b.", unloaded.Message);
        Assert.Equal("Running", host.CurrentState);
        Assert.Equal(Model, Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task List_GivesATableOfModels()
    {
        await using ResourceHost host = await ResourceHost.StartAsync(static builder => builder.AddLmStudio("lmstudio").WithModel(Model).RunAsEmulator());

        ExecuteCommandResult list = await host.RunAsync("list");

        Assert.True(list.Success, list.Message);
        Assert.Contains($"| {Model} | llm |", list.Data!.Value);
        Assert.Contains($"| {Model} |\n", list.Data.Value);
    }

    [Fact]
    public async Task Dispose_Emulator_StopsListening()
    {
        ResourceHost host = await ResourceHost.StartAsync(static builder => builder.AddLmStudio("lmstudio").RunAsEmulator());
        Uri address = new((await host.Resource.UriExpression.GetValueAsync(host.CancellationToken))!);

        await host.DisposeAsync();

        using TcpClient tcp = new();
        _ = await Assert.ThrowsAsync<SocketException>(() => tcp.ConnectAsync(IPAddress.Loopback, address.Port));
    }

    private static async Task<HealthStatus> CheckAsync(ResourceHost host)
    {
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(static check => check.Name == "lmstudio_check", host.CancellationToken);
        return report.Status;
    }

    private static int GetFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
