using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LmStudio.AI.Tests;

/// <summary>What health checks tell of servers in every state.</summary>
public class HealthCheckTests
{
    private const string Model = EmulatorClients.Model;

    [Theory]
    [InlineData(LmStudioHealthRequirement.ServerAnswers, null, HealthStatus.Healthy, "responds.")]
    [InlineData(LmStudioHealthRequirement.ModelDownloaded, null, HealthStatus.Healthy, "responds.")]
    [InlineData(LmStudioHealthRequirement.ModelDownloaded, Model, HealthStatus.Healthy, "responds.")]
    [InlineData(LmStudioHealthRequirement.ModelDownloaded, "nobody/nothing", HealthStatus.Degraded, "The model 'nobody/nothing' is not downloaded")]
    [InlineData(LmStudioHealthRequirement.ModelLoaded, "nobody/nothing", HealthStatus.Degraded, "The model 'nobody/nothing' is not downloaded")]
    [InlineData(LmStudioHealthRequirement.ModelLoaded, Model, HealthStatus.Degraded, "The model 'qwen/qwen3-8b' is not loaded")]
    [InlineData(LmStudioHealthRequirement.ModelLoaded, null, HealthStatus.Healthy, "responds.")]
    [InlineData(LmStudioHealthRequirement.ModelLoaded, "google/gemma-3-1b", HealthStatus.Healthy, "responds.")]
    public async Task Check_OneModelLoaded_TellsWhatIsMissing(LmStudioHealthRequirement requirement, string? model, HealthStatus status, string description)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        _ = lmStudio.LoadModel("google/gemma-3-1b");

        HealthReportEntry entry = await CheckAsync(lmStudio.Endpoint, requirement, model, HealthStatus.Degraded);

        Assert.Equal(status, entry.Status);
        Assert.Contains(description, entry.Description);
    }

    [Theory]
    [InlineData(LmStudioHealthRequirement.ModelDownloaded, "No LLM is downloaded")]
    [InlineData(LmStudioHealthRequirement.ModelLoaded, "No LLM is downloaded")]
    public async Task Check_NoModelAtAll_SaysSo(LmStudioHealthRequirement requirement, string description)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Models.Clear());

        HealthReportEntry entry = await CheckAsync(lmStudio.Endpoint, requirement);

        Assert.StartsWith(description, entry.Description);
    }

    [Fact]
    public async Task Check_ModelStillLoading_IsNotLoadedYet()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ModelLoadDuration = TimeSpan.FromMinutes(5));
        using LmStudioClient client = lmStudio.CreateClient();
        using CancellationTokenSource cancellation = new();
        Task loading = client.LoadModelAsync(new LmStudioLoadRequest { Model = Model }, cancellation.Token);
        Assert.True(SpinWait.SpinUntil(() => lmStudio.Requests.Any(static request => request.Path == "/api/v1/models/load"), TimeSpan.FromSeconds(30)));

        HealthReportEntry entry = await CheckAsync(lmStudio.Endpoint, LmStudioHealthRequirement.ModelLoaded, Model);

        Assert.Equal((HealthStatus.Unhealthy, $"The model '{Model}' is not loaded on LM Studio at {lmStudio.Endpoint.AbsoluteUri.TrimEnd('/')}."), (entry.Status, entry.Description));
        await cancellation.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
    }

    [Fact]
    public async Task Check_ServerHangs_FailsWithinTheTimeout()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.Hang = true);

        HealthReportEntry entry = await CheckAsync(lmStudio.Endpoint, timeout: TimeSpan.FromMilliseconds(50));

        Assert.Equal((HealthStatus.Unhealthy, $"LM Studio at {lmStudio.Endpoint.AbsoluteUri.TrimEnd('/')} did not respond within 0.05 s."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task Check_ServerHangsWithinTheAnswer_FailsWithinTheTimeout()
    {
        await using RawServer server = new(static async (socket, cancellationToken) =>
        {
            await RawServer.WriteAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"models\":", cancellationToken);
            await RawServer.WaitForCloseAsync(socket, cancellationToken);
        });

        HealthReportEntry entry = await CheckAsync(server.Endpoint, timeout: TimeSpan.FromMilliseconds(50));

        Assert.EndsWith("did not respond within 0.05 s.", entry.Description);
    }

    [Fact]
    public async Task Check_TokenProviderHangs_FailsWithinTheTimeout()
    {
        TaskCompletionSource<string?> never = new();

        HealthReportEntry entry = await CheckAsync(RawServer.GetClosedEndpoint(), timeout: TimeSpan.FromMilliseconds(50), configure: options => options.ApiTokenProvider = _ => new(never.Task));

        Assert.EndsWith("did not respond within 0.05 s.", entry.Description);
    }

    [Fact]
    public async Task Check_TokenProviderBlocks_FailsWithinTheTimeout()
    {
        using ManualResetEventSlim answered = new();
        Task<HealthReportEntry> check = CheckAsync(RawServer.GetClosedEndpoint(), timeout: TimeSpan.FromMilliseconds(50), configure: options => options.ApiTokenProvider = _ =>
        {
            Assert.True(answered.Wait(TimeSpan.FromSeconds(30)));
            return new("");
        });

        HealthReportEntry entry = await check;
        answered.Set();

        Assert.EndsWith("did not respond within 0.05 s.", entry.Description);
    }

    [Fact]
    public async Task Check_NothingListens_SaysHowToStartTheServer()
    {
        HealthReportEntry entry = await CheckAsync(RawServer.GetClosedEndpoint());

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("Start the server with `lms server start`", entry.Description);
        Assert.Equal(LmStudioErrorKind.Unreachable, Assert.IsType<LmStudioException>(entry.Exception).Kind);
    }

    [Fact]
    public async Task Check_WrongToken_SaysSoWithoutIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add("right-token"));

        HealthReportEntry entry = await CheckAsync(lmStudio.Endpoint, configure: static options => options.ApiToken = "wrong-token");

        Assert.Equal(LmStudioErrorKind.Unauthorized, Assert.IsType<LmStudioException>(entry.Exception).Kind);
        Assert.DoesNotContain("wrong-token", entry.Description + entry.Exception);
    }

    [Fact]
    public async Task AddHealthCheck_SeveralOfOneClient_HaveTheirNamesAndTags()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ServiceCollection services = new();
        _ = services.AddLogging();
        _ = services.AddKeyedLmStudioClient("gpu", options => (options.Endpoint, options.ApiToken, options.Model) = (lmStudio.Endpoint, "", Model))
            .AddHealthCheck(tags: ["live"])
            .AddHealthCheck(LmStudioHealthRequirement.ModelLoaded, failureStatus: HealthStatus.Degraded, name: "model");
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Degraded), (report.Entries["lmstudio-gpu"].Status, report.Entries["model"].Status));
        Assert.Equal(["live"], report.Entries["lmstudio-gpu"].Tags);
    }

    private static async Task<HealthReportEntry> CheckAsync(
        Uri endpoint,
        LmStudioHealthRequirement requirement = LmStudioHealthRequirement.ServerAnswers,
        string? model = null,
        HealthStatus failureStatus = HealthStatus.Unhealthy,
        TimeSpan? timeout = null,
        Action<LmStudioClientOptions>? configure = null)
    {
        ServiceCollection services = new();
        _ = services.AddLogging();
        _ = services.AddLmStudioClient(options =>
        {
            (options.Endpoint, options.ApiToken) = (endpoint, "");
            configure?.Invoke(options);
        }).AddHealthCheck(requirement, model, failureStatus, timeout: timeout);
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["lmstudio"];
    }
}
