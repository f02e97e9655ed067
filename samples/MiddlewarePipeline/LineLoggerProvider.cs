using Microsoft.Extensions.Logging;

namespace PipelineSample;

/// <summary>Writes each log entry as a line, immediately. The console logger writes later, which would put lines after the prompt.</summary>
/// <param name="writer">Receives the lines.</param>
internal sealed class LineLoggerProvider(TextWriter writer) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(TextWriter.Synchronized(writer), categoryName);

    public void Dispose()
    {
    }

    private sealed class LineLogger(TextWriter writer, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string message = formatter(state, exception).ReplaceLineEndings(" ");
            writer.WriteLine($"{logLevel.ToString().ToLowerInvariant()}: {category[(category.LastIndexOf('.') + 1)..]}: {message}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");
        }
    }
}
