using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>Keeps all that a host logs, at every level and with scopes, and lets a test wait for a line.</summary>
internal sealed class HostLog : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _read = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _ = _lines.Writer.TryWrite($"scope: {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite($"{logLevel}: {formatter(state, exception)} {exception}");

    public async Task<string> WaitForAsync(string text)
    {
        if (_read.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
        {
            return found;
        }

        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(30));
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync(giveUp.Token))
            {
                _read.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The log says more.
        }

        throw new TimeoutException($"Nobody logged '{text}'. The log is:\n{GetText()}");
    }

    public string GetText()
    {
        while (_lines.Reader.TryRead(out string? line))
        {
            _read.Add(line);
        }

        return string.Join("\n", _read);
    }

    public void Dispose()
    {
    }
}
