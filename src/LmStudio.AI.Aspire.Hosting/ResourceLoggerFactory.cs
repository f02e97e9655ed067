using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Writes what an emulator logs into the log of its resource.</summary>
internal sealed class ResourceLoggerFactory(ILogger logger) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log of a resource has no providers.");

    public void Dispose()
    {
        // The logger is the resource's.
    }
}
