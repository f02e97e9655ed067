using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>A real Redis on a free port of this machine, without files.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private Process? _process;

    private RedisServer(int port) => Configuration = $"127.0.0.1:{port},abortConnect=false,connectRetry=1,connectTimeout=1000";

    public static string? SkipReason { get; } = FindProgram() is null ? $"{Program} is not installed." : null;

    public string Configuration { get; }

    public static async Task<RedisServer> StartAsync()
    {
        int port = FindPort();
        RedisServer server = new(port);
        server._process = Process.Start(new ProcessStartInfo(FindProgram()!, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        while (await server._process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = server._process.StandardOutput.ReadToEndAsync(); // So that it never waits for a reader.
                return server;
            }
        }

        throw new InvalidOperationException($"{Program} did not start.");
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    private static int FindPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
