using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public sealed class ConcurrentLeaseTests
{
    [Fact]
    public async Task LeaseModel_HundredTasksAtOnce_LoadAndUnloadItOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient();

        LmStudioModelLease[] leases = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => client.LeaseModelAsync(EmulatorClients.Model))));
        Assert.All(leases, static lease => Assert.Equal(EmulatorClients.Model, lease.InstanceId));
        Assert.Equal(1, Count(lmStudio, "/api/v1/models/load"));

        await Task.WhenAll(leases.Select(static lease => Task.Run(async () => await lease.DisposeAsync())));
        Assert.Equal(1, Count(lmStudio, "/api/v1/models/load"));
        Assert.Equal(1, Count(lmStudio, "/api/v1/models/unload"));
        Assert.Empty(lmStudio.LoadedInstances);
    }

    private static int Count(LmStudioEmulator lmStudio, string path) => lmStudio.Requests.Count(request => request.Path == path);
}
