using System.Net.Http.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Requests for a model while all servers that have it loaded are busy, and loads that fail. The model is loaded on <c>a</c>.</summary>
public sealed class SpillOverTests
{
    [Theory]
    [InlineData(null, "a", 0)]
    [InlineData(2.0, "a", 0)]
    [InlineData(1.0, "b", 1)]
    public async Task Chat_AllParallelRequestsAreInProgress_GoesToAnotherServerOnlyAboveTheThreshold(double? threshold, string expected, int loaded)
    {
        await using GatewayRun run = await StartAsync(threshold);
        using Occupation occupation = await Occupation.StartAsync(run, run.First, count: 4);

        (int status, string? server, _) = await PostAsync(run);

        Assert.Equal((200, expected), (status, server));
        Assert.Equal(loaded, run.Second.LoadedInstances.Count);
    }

    [Fact]
    public async Task Chat_OneParallelRequestIsFree_StaysWhereTheModelIsLoaded()
    {
        await using GatewayRun run = await StartAsync(threshold: 1);
        using Occupation occupation = await Occupation.StartAsync(run, run.First, count: 3);

        (_, string? server, _) = await PostAsync(run);

        Assert.Equal("a", server);
        Assert.Empty(run.Second.LoadedInstances);
    }

    [Fact]
    public async Task Chat_AllServersAreBusy_StaysWhereTheModelIsLoaded()
    {
        await using GatewayRun run = await StartAsync(threshold: 1);
        _ = run.Second.LoadModel("google/gemma-3-1b");
        await run.Gateway.PollAsync();
        using Occupation occupation = await Occupation.StartAsync(run, run.First, count: 4);
        using Occupation other = await Occupation.StartAsync(run, run.Second, count: 4, model: "google/gemma-3-1b");

        (_, string? server, _) = await PostAsync(run);

        Assert.Equal("a", server);
    }

    [Fact]
    public async Task Chat_ModelIsNotOnTheOtherServer_StaysWhereItIsLoaded()
    {
        await using GatewayRun run = await StartAsync(threshold: 1);
        _ = run.Second.DeleteModel(GatewayRun.Model);
        await run.Gateway.PollAsync();
        using Occupation occupation = await Occupation.StartAsync(run, run.First, count: 4);

        (_, string? server, _) = await PostAsync(run);

        Assert.Equal("a", server);
    }

    [Fact]
    public async Task Chat_OtherServerRefusedTheLoad_TheNextOneStaysWhereTheModelIsLoaded()
    {
        await using GatewayRun run = await StartAsync(threshold: 1);
        run.Second.Faults.RefuseLoads = true;
        using Occupation occupation = await Occupation.StartAsync(run, run.First, count: 4);

        string[] servers = [(await PostAsync(run)).Server!, (await PostAsync(run)).Server!, (await PostAsync(run)).Server!];

        Assert.Equal(["b", "a", "a"], servers);
    }

    [Fact]
    public async Task Stream_LoadFails_TheNextOneGoesToAnotherServerAfterThePoll()
    {
        FakeTimeProvider time = new();
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false, services: services => services.AddSingleton<TimeProvider>(time));
        run.First.Faults.RefuseLoads = true;
        run.Second.Faults.RefuseLoads = true;
        using HttpResponseMessage failed = await run.Http.PostAsJsonAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Hello", stream = true });
        Assert.Contains("event: error", await failed.Content.ReadAsStringAsync());

        time.Advance(TimeSpan.FromSeconds(10));
        await run.Gateway.PollAsync();
        run.First.Faults.RefuseLoads = false;
        run.Second.Faults.RefuseLoads = false;
        (int status, string? server, _) = await PostAsync(run);

        Assert.Equal(200, status);
        Assert.NotEqual(failed.Headers.GetValues("X-LmStudio-Server").Single(), server);
    }

    private static async Task<GatewayRun> StartAsync(double? threshold)
    {
        GatewayRun run = await GatewayRun.StartAsync(affinity: options => options.SpillOverThreshold = threshold, isLoaded: false);
        _ = run.First.LoadModel(GatewayRun.Model);
        await run.Gateway.PollAsync();
        return run;
    }

    private static Task<(int Status, string? Server, System.Text.Json.JsonElement Body)> PostAsync(GatewayRun run) =>
        run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Hello" });

    /// <summary>Streams that do not end before this is disposed.</summary>
    private sealed class Occupation(TaskCompletionSource release, IReadOnlyList<HttpResponseMessage> streams) : IDisposable
    {
        public static async Task<Occupation> StartAsync(GatewayRun run, LmStudioEmulator server, int count, string model = GatewayRun.Model)
        {
            TaskCompletionSource release = new();
            List<HttpResponseMessage> streams = [];
            for (int i = 0; i < count; i++)
            {
                server.Script.Enqueue(EmulatorStep.Text("Begun."), EmulatorStep.Wait(release.Task));
                using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/chat") { Content = JsonContent.Create(new { model, input = "Hello", stream = true }) };
                streams.Add(await run.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
            }

            return new Occupation(release, streams);
        }

        public void Dispose()
        {
            release.SetResult();
            foreach (HttpResponseMessage stream in streams)
            {
                stream.Dispose();
            }
        }
    }
}
