using LmStudio.AI.Emulator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ScalingSample.Proxy;

namespace ScalingSample;

/// <summary>Serves until the user stops it.</summary>
internal static class ServeCommand
{
    /// <summary>A pace at which one sees a stream grow.</summary>
    private const double TokensPerSecond = 40;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServeSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggerFactory = LoggerFactory.Create(static logging => logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        }));
        List<LmStudioEmulator> emulators = [];
        try
        {
            IReadOnlyList<Uri> servers = settings.Servers;
            if (servers.Count == 0)
            {
                await output.WriteLineAsync("No --server is named: two emulators stand in.");
                emulators.Add(await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken));
                emulators.Add(await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken));
                servers = [.. emulators.Select(static emulator => emulator.Endpoint)];
            }

            await using ProxyServer proxy = await ProxyServer.StartAsync(servers, settings.Port, loggerFactory, cancellationToken);
            await output.WriteLineAsync($"Listening on {proxy.Endpoint}");
            foreach (Uri server in servers)
            {
                await output.WriteLineAsync($"  in front of {server}");
            }

            await output.WriteLineAsync("Press Ctrl+C to stop.");
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (IOException exception)
        {
            await error.WriteLineAsync($"{exception.Message} Try another --port.");
            return 1;
        }
        finally
        {
            foreach (LmStudioEmulator emulator in emulators)
            {
                await emulator.DisposeAsync();
            }
        }
    }
}
