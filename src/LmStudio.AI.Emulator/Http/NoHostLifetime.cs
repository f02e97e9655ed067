using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Leaves Ctrl+C and other signals to the process that hosts the emulator. The default host lifetime would handle them, and the process would continue.
/// </summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
