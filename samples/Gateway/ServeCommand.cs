using LmStudio.AI.Emulator;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace GatewaySample;

/// <summary>Runs the gateway until the user stops it.</summary>
internal static class ServeCommand
{
    /// <summary>A speed at which streaming is visible.</summary>
    private const double TokensPerSecond = 40;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        List<LmStudioEmulator> emulators = [];
        WebApplication app = GatewayApp.Build(args);
        try
        {
            if (!app.Configuration.GetSection("ReverseProxy:Clusters:lmstudio:Destinations").GetChildren().Any())
            {
                await output.WriteLineAsync("No server is configured: using two emulators.");
                emulators.Add(await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken));
                emulators.Add(await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = TokensPerSecond, cancellationToken));
                await app.DisposeAsync();
                app = GatewayApp.Build(args, [.. emulators.Select(static emulator => emulator.Endpoint)]);
            }

            await app.StartAsync(cancellationToken);
            await output.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}");
            foreach (DestinationState server in app.Services.GetRequiredService<IProxyStateLookup>().GetClusters().SelectMany(static cluster => cluster.DestinationsState.AllDestinations)
                .OrderBy(static server => server.DestinationId, StringComparer.OrdinalIgnoreCase))
            {
                await output.WriteLineAsync($"  in front of {server.DestinationId}: {server.Model.Config.Address}");
            }

            await output.WriteLineAsync("Press Ctrl+C to stop.");
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (IOException exception)
        {
            await error.WriteLineAsync($"{exception.Message} Try another --Urls.");
            return 1;
        }
        finally
        {
            await app.DisposeAsync();
            foreach (LmStudioEmulator emulator in emulators)
            {
                await emulator.DisposeAsync();
            }
        }
    }
}
