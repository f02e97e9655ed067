using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>Keeps all that is logged, with the values that a structured log would keep.</summary>
internal sealed class LogRecorder(LogLevel minimum = LogLevel.Trace) : ILoggerFactory
{
    private readonly List<(string Category, LogLevel Level, string Text, string Values)> _entries = [];

    /// <summary>Gets the lines, like "Http Debug: …".</summary>
    public string[] Lines
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries.Select(static entry => $"{entry.Category.Replace("LmStudio.AI.", "")} {entry.Level}: {entry.Text}")];
            }
        }
    }

    /// <summary>Gets everything in one text.</summary>
    public string Everything
    {
        get
        {
            lock (_entries)
            {
                return string.Join("\n", _entries.Select(static entry => $"{entry.Category} {entry.Text} {entry.Values}"));
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= recorder.Minimum;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.True(IsEnabled(logLevel));
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(" ", pairs.Select(static pair => $"{pair.Key}={pair.Value}")) : "";
            lock (recorder._entries)
            {
                recorder._entries.Add((category, logLevel, formatter(state, exception), $"{values} {exception}"));
            }
        }
    }

    private LogLevel Minimum { get; } = minimum;
}
