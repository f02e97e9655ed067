using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.Logging;
using ScalingSample.Proxy;

namespace LmStudio.AI.Samples.Tests;

/// <summary>What the proxy logs: a line a request, and nothing that is nobody's business.</summary>
public sealed class ScalingProxyLogTests
{
    [Fact]
    public async Task Requests_HaveOneLineEachWithoutSecrets()
    {
        CapturedLines lines = new();
        using ILoggerFactory loggerFactory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using (ProxyServer proxy = await ProxyServer.StartAsync([server.Endpoint], loggerFactory: loggerFactory))
        {
            using HttpClient http = new() { BaseAddress = proxy.Endpoint };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-lm-secret");
            _ = await http.PostAsJsonAsync("/api/v1/chat?key=secret", new { model = ScalingProxyRun.Model, input = "a secret" });
            _ = await http.GetAsync("/line%0Abreak");
            _ = await http.PostAsJsonAsync("/api/v1/models/load", new { model = "secret" });
        }

        Assert.Collection(
            lines.Lines.Order(),
            line => Assert.Matches($"^GET /line%0Abreak -> {server.Endpoint.Authority}: 200 in \\d+ ms$", line),
            line => Assert.Matches($"^POST /api/v1/chat -> {server.Endpoint.Authority}: 200 in \\d+ ms$", line),
            line => Assert.Matches("^POST /api/v1/models/load: 400 in \\d+ ms. The proxy does not pass on /api/v1/models/load", line));
        Assert.DoesNotContain(lines.Lines, static line => line.Contains("secret", StringComparison.Ordinal));
    }

    private sealed class CapturedLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
