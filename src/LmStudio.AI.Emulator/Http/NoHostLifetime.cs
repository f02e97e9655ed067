using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Leaves Ctrl+C and the other signals to the process the emulator is a guest in. The default lifetime of a host takes them for its own, and the process would
/// go on as if nothing had happened.
/// </summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
