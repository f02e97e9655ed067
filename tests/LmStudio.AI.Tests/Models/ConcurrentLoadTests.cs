using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public class ConcurrentLoadTests
{
    private const string Model = "qwen/qwen3-8b";
    private const string LoadRoute = "POST /api/v1/models/load";

    [Fact]
    public async Task EnsureModelLoaded_FiftyCallsAtOnce_MakeOneInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioLoadedModel[] loaded = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => client.EnsureModelLoadedAsync(Model))));

        _ = Assert.Single(server.LoadedInstances);
        _ = Assert.Single(loaded, static model => model.IsNewlyLoaded);
        Assert.All(loaded, static model => Assert.Equal(Model, model.InstanceId));
    }

    [Fact]
    public async Task EnsureModelLoaded_FiftyClientsOfOneServer_MakeOneInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        LmStudioClient[] clients = [.. Enumerable.Range(0, 50).Select(_ => new LmStudioClient(server.Endpoint, ""))];

        LmStudioLoadedModel[] loaded = await Task.WhenAll(clients.Select(client => Task.Run(() => client.EnsureModelLoadedAsync(Model))));

        Array.ForEach(clients, static client => client.Dispose());
        _ = Assert.Single(server.LoadedInstances);
        _ = Assert.Single(loaded, static model => model.IsNewlyLoaded);
    }

    [Fact]
    public async Task EnsureModelLoaded_FiftyCallsWithDifferentNeeds_MakeOneInstanceThatServesAll()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        Gate gate = new();
        using LmStudioClient client = gate.CreateClient(server);
        Task<LmStudioLoadedModel> first = client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 16384 });
        await gate.Reached;

        Task<LmStudioLoadedModel>[] others =
        [
            .. Enumerable.Range(1, 49).Select(i => client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 256 * i })),
        ];
        gate.Open();
        LmStudioLoadedModel[] loaded = await Task.WhenAll([first, .. others]);

        _ = Assert.Single(server.LoadedInstances);
        Assert.All(loaded, static model => Assert.True(model.MeetsRequest));
    }

    [Fact]
    public async Task EnsureModelLoaded_TwoNeedsThatDoNotGoTogether_MakeTwoInstances()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioLoadedModel[] loaded = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, FlashAttention = i % 2 == 0 })));

        Assert.Equal(2, server.LoadedInstances.Count);
        Assert.Equal(2, loaded.Select(static model => model.InstanceId).Distinct().Count());
        Assert.All(loaded, static model => Assert.True(model.MeetsRequest));
    }

    [Fact]
    public async Task EnsureModelLoaded_OneCallerCancels_TheOthersGetTheInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        Gate gate = new();
        using LmStudioClient client = gate.CreateClient(server);
        using CancellationTokenSource cancellation = new();
        Task<LmStudioLoadedModel> first = client.EnsureModelLoadedAsync(Model, cancellation.Token);
        await gate.Reached;
        Task<LmStudioLoadedModel> second = client.EnsureModelLoadedAsync(Model);

        cancellation.Cancel();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();

        Assert.Equal(Model, (await second).InstanceId);
        Assert.Equal("No longer waiting for 'qwen/qwen3-8b' to load. LM Studio continues to load it; request it again to wait for the same load.", exception.Message);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task EnsureModelLoaded_AllCancelAndOneComesBack_WaitsForTheSameLoad()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        Gate gate = new();
        using LmStudioClient client = gate.CreateClient(server);
        using CancellationTokenSource cancellation = new();
        Task<LmStudioLoadedModel> first = client.EnsureModelLoadedAsync(Model, cancellation.Token);
        await gate.Reached;
        cancellation.Cancel();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Task<LmStudioLoadedModel> again = client.EnsureModelLoadedAsync(Model);
        gate.Open();

        Assert.Equal(Model, (await again).InstanceId);
        _ = Assert.Single(server.Requests, static request => request.Path == "/api/v1/models/load");
    }

    [Fact]
    public async Task EnsureModelLoaded_CancelledBeforeTheLoad_LoadsNothing()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.EnsureModelLoadedAsync(Model, new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task EnsureModelLoaded_LoadFails_FailsForAllWhoWait()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(static options => options.Faults.RefuseLoads = true);
        Gate gate = new();
        using LmStudioClient client = gate.CreateClient(server);
        Task<LmStudioLoadedModel> first = client.EnsureModelLoadedAsync(Model);
        await gate.Reached;
        Task<LmStudioLoadedModel> second = client.EnsureModelLoadedAsync(Model);
        gate.Open();

        Assert.Equal(LmStudioErrorKind.ModelLoadFailed, (await Assert.ThrowsAsync<LmStudioException>(() => first)).Kind);
        Assert.Equal(LmStudioErrorKind.ModelLoadFailed, (await Assert.ThrowsAsync<LmStudioException>(() => second)).Kind);
        _ = Assert.Single(server.Requests, static request => request.Path == "/api/v1/models/load");
    }

    [Fact]
    public async Task EnsureModelLoaded_LoadOfAnotherClientFails_TriesForItself()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        Gate gate = new();
        using LmStudioClient failing = gate.CreateClient(server);
        using LmStudioClient client = new(server.Endpoint, "");
        ModelLoads loads = new();
        Task<(LmStudioLoadedModel Loaded, OwnInstance? Own)> first = loads.EnsureAsync(failing, Model, new(), isLease: false, default);
        await gate.Reached;
        Task<(LmStudioLoadedModel Loaded, OwnInstance? Own)> second = loads.EnsureAsync(client, Model, new(), isLease: false, default);

        gate.Fail(new HttpRequestException("Connection refused"));

        Assert.Equal(LmStudioErrorKind.Unreachable, (await Assert.ThrowsAsync<LmStudioException>(() => first)).Kind);
        Assert.True((await second).Loaded.IsNewlyLoaded);
    }

    // The list may be older than a load that has completed since it was asked for.
    [Fact]
    public async Task EnsureModelLoaded_ListIsOlderThanALoad_IsAskedForAgain()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        Gate gate = new();
        int lists = 0;
        InterceptingHandler handler = new();
        using LmStudioClient loading = gate.CreateClient(server);
        ModelLoads loads = new();
        Task<(LmStudioLoadedModel Loaded, OwnInstance? Own)> first = loads.EnsureAsync(loading, Model, new(), isLease: false, default);
        await gate.Reached;
        handler.After = route =>
        {
            if (route == "GET /api/v1/models" && ++lists == 1)
            {
                // The old list is there, and the load completes before it is looked at.
                gate.Open();
                first.Wait();
            }
        };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        (LmStudioLoadedModel second, _) = await Task.Run(() => loads.EnsureAsync(client, Model, new() { ContextLength = 2048 }, isLease: false, default));

        Assert.Equal((Model, false), (second.InstanceId, second.IsNewlyLoaded));
        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public void SharedModelLoads_ClientsOfAnEndpoint_Share()
    {
        using LmStudioClient one = new(new Uri("http://127.0.0.1:9/v1"), "");
        using LmStudioClient same = new(new Uri("http://127.0.0.1:9"), "other-token");
        using LmStudioClient other = new(new Uri("http://127.0.0.1:10"), "");

        Assert.Same(one.Loads, same.Loads);
        Assert.NotSame(one.Loads, other.Loads);
    }

    // Behind an injected HTTP client may be any server, whatever the address says.
    [Fact]
    public void SharedModelLoads_InjectedHttpClients_ShareOnlyWhereTheyAreTheSame()
    {
        using HttpClient httpClient = new();
        using HttpClient otherHttpClient = new();
        LmStudioClientOptions options = new() { Endpoint = new Uri("http://127.0.0.1:9"), ApiToken = "" };

        Assert.Same(new LmStudioClient(httpClient, options).Loads, new LmStudioClient(httpClient, options).Loads);
        Assert.NotSame(new LmStudioClient(httpClient, options).Loads, new LmStudioClient(otherHttpClient, options).Loads);
        Assert.NotSame(new LmStudioClient(options).Loads, new LmStudioClient(httpClient, options).Loads);
    }

    /// <summary>Holds loads back until the test lets them go.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.SetResult();

        public void Fail(Exception exception) => _open.SetException(exception);

        public LmStudioClient CreateClient(LmStudioEmulator server)
        {
            InterceptingHandler handler = new()
            {
                Before = route =>
                {
                    if (route != LoadRoute)
                    {
                        return Task.CompletedTask;
                    }

                    _ = _reached.TrySetResult();
                    return _open.Task;
                },
            };
            return handler.CreateClient(server.Endpoint);
        }
    }
}
