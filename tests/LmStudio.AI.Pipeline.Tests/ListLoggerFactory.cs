using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>Keeps what is logged, at every level.</summary>
internal sealed class ListLoggerFactory : ILoggerFactory, ILogger
{
    public List<string> Messages { get; } = [];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Messages)
        {
            Messages.Add(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
