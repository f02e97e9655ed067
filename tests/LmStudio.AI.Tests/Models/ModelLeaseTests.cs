using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public class ModelLeaseTests
{
    private const string Model = "qwen/qwen3-8b";
    private const string UnloadRoute = "POST /api/v1/models/unload";

    [Fact]
    public async Task Dispose_InstanceWasLoadedForIt_UnloadsIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        await using (LmStudioModelLease lease = await client.LeaseModelAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 8192 }))
        {
            Assert.Equal((Model, true, true), (lease.InstanceId, lease.OwnsInstance, lease.Model.IsNewlyLoaded));
            Assert.Equal(8192, Assert.Single(server.LoadedInstances).ContextLength);
        }

        Assert.Empty(server.LoadedInstances);
        Json.Equal("""{"instance_id":"qwen/qwen3-8b"}""", server.Requests[^1].Body);
    }

    [Fact]
    public async Task Dispose_InstanceWasThere_LeavesIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);

        await using (LmStudioModelLease lease = await client.LeaseModelAsync(Model))
        {
            Assert.False(lease.OwnsInstance);
        }

        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public async Task Dispose_OneOfTwoLeases_LeavesItToTheOther()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioModelLease first = await client.LeaseModelAsync(Model);
        LmStudioModelLease second = await client.LeaseModelAsync(Model);

        Assert.False(await first.ReleaseAsync());
        _ = Assert.Single(server.LoadedInstances);
        Assert.True(await second.ReleaseAsync());
        Assert.Empty(server.LoadedInstances);
    }

    [Fact]
    public async Task Dispose_FiftyLeasesAtOnce_LeaveNothing()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            await using LmStudioModelLease lease = await client.LeaseModelAsync(Model);
            Assert.Contains(server.LoadedInstances, instance => instance.Id == lease.InstanceId);
        })));

        Assert.Empty(server.LoadedInstances);
    }

    [Fact]
    public async Task Dispose_SomebodyKeepsTheInstance_LeavesIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        await using (LmStudioModelLease lease = await client.LeaseModelAsync(Model))
        {
            _ = await client.EnsureModelLoadedAsync(Model);
            Assert.False(lease.OwnsInstance);
        }

        _ = Assert.Single(server.LoadedInstances);
    }

    // protocol.md, "Unload": for an id that is gone the server unloads the first instance of the model of that name.
    [Fact]
    public async Task Dispose_InstanceIsGone_LeavesTheCopyOfSomebodyElse()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);
        _ = server.LoadModel(Model);
        _ = server.UnloadModel(Model);

        Assert.False(await lease.ReleaseAsync());

        Assert.Equal("qwen/qwen3-8b:2", Assert.Single(server.LoadedInstances).Id);
        Assert.DoesNotContain(server.Requests, static request => request.Path == "/api/v1/models/unload");
    }

    [Fact]
    public async Task Dispose_InstanceOfTheSameIdIsSomebodyElses_LeavesIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);
        _ = server.UnloadModel(Model);
        _ = server.LoadModel(Model, 8192);

        Assert.False(await lease.ReleaseAsync());

        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public async Task Dispose_InstanceOfTheSameIdWasLoadedByAChat_LeavesIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);
        _ = server.UnloadModel(Model);
        _ = await client.ChatAsync(new() { Model = Model, Input = [LmStudioInputItem.Text("Hi")] });

        Assert.False(await lease.ReleaseAsync());

        Assert.True(Assert.Single(server.LoadedInstances).LoadedJustInTime);
    }

    [Fact]
    public async Task Dispose_ServerFails_DoesNotThrow()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        InterceptingHandler handler = new();
        using LmStudioClient client = handler.CreateClient(server.Endpoint);
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);
        handler.Before = static _ => throw new HttpRequestException("Connection refused");

        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Release_ServerFails_ThrowsAndCanBeTriedAgain()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        InterceptingHandler handler = new();
        using LmStudioClient client = handler.CreateClient(server.Endpoint);
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);
        handler.Before = static route => route == UnloadRoute ? throw new HttpRequestException("Connection refused") : Task.CompletedTask;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => lease.ReleaseAsync());
        handler.Before = static _ => Task.CompletedTask;

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.True(lease.OwnsInstance);
        Assert.True(await lease.ReleaseAsync());
        Assert.Empty(server.LoadedInstances);
    }

    [Fact]
    public async Task Release_Twice_DoesNothingTheSecondTime()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioModelLease lease = await client.LeaseModelAsync(Model);

        Assert.True(await lease.ReleaseAsync());
        _ = server.LoadModel(Model);
        Assert.False(await lease.ReleaseAsync());
        Assert.False(lease.OwnsInstance);
        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public async Task LeaseModel_Cancelled_UnloadsWhatIsLoaded()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        TaskCompletionSource reached = new(), open = new(), unloaded = new();
        InterceptingHandler handler = new()
        {
            Before = route =>
            {
                if (route == "POST /api/v1/models/load")
                {
                    reached.SetResult();
                    return open.Task;
                }

                return Task.CompletedTask;
            },
            After = route =>
            {
                if (route == UnloadRoute)
                {
                    unloaded.SetResult();
                }
            },
        };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);
        using CancellationTokenSource cancellation = new();
        Task<LmStudioModelLease> leasing = client.LeaseModelAsync(Model, cancellation.Token);
        await reached.Task;

        cancellation.Cancel();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leasing);
        open.SetResult();
        await unloaded.Task;

        Assert.Empty(server.LoadedInstances);
        Assert.Equal("No longer waiting for 'qwen/qwen3-8b' to load. LM Studio continues to load it, and it is then unloaded unless other code in this process requested it.", exception.Message);
    }

    [Fact]
    public async Task EnsureInstanceUnloaded_LoadedInstance_UnloadsExactlyIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);
        _ = server.LoadModel(Model);

        Assert.True(await client.EnsureInstanceUnloadedAsync("qwen/qwen3-8b:2"));

        Assert.Equal(Model, Assert.Single(server.LoadedInstances).Id);
    }

    [Fact]
    public async Task EnsureInstanceUnloaded_UnknownId_ReturnsFalse()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Assert.False(await client.EnsureInstanceUnloadedAsync("no-such-instance"));
    }

    [Fact]
    public async Task EnsureInstanceUnloaded_KeyOfAModelWithAnotherInstance_LeavesThat()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);
        _ = server.LoadModel(Model);
        _ = server.UnloadModel(Model);

        Assert.False(await client.EnsureInstanceUnloadedAsync(Model));

        Assert.Equal("qwen/qwen3-8b:2", Assert.Single(server.LoadedInstances).Id);
    }

    [Fact]
    public async Task EnsureInstanceUnloaded_GoneBetweenListAndUnload_ReturnsFalse()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel(Model);
        InterceptingHandler handler = new() { After = _ => server.UnloadModel(Model) };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        Assert.False(await client.EnsureInstanceUnloadedAsync(Model));
    }

    [Fact]
    public async Task EnsureInstanceUnloaded_ServerUnloadsAnother_Throws()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"llm","key":"m","loaded_instances":[{"id":"m"},{"id":"mine"}]}]}""")
            .Expect(UnloadRoute, """{"instance_id":"m"}""", Answer.Json("""{"instance_id":"mine"}"""));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).EnsureInstanceUnloadedAsync("m"));

        Assert.EndsWith("LM Studio unloaded 'mine' instead. Load 'mine' again if it is needed.", exception.Message);
    }
}
