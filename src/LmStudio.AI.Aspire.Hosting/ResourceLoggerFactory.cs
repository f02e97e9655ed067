using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Writes the emulator's log messages to the log of its resource.</summary>
internal sealed class ResourceLoggerFactory(ILogger logger) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => logger;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log of a resource does not support providers.");

    public void Dispose()
    {
        // The logger belongs to the resource.
    }
}
