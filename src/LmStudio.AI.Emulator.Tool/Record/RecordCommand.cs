using System.CommandLine;
using System.Net.Sockets;
using LmStudio.AI.Emulator.Replay;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Emulator.Tool.Record;

/// <summary>The command <c>record</c>: a proxy in front of a real server that records requests and responses.</summary>
internal static class RecordCommand
{
    public static Command Create()
    {
        Option<Uri> endpoint = CommonOptions.Endpoint("The address of the server to record.");
        Option<string> folder = new("--to") { HelpName = "folder", Description = "The folder for the files, one for each request with its response.", Required = true };
        Option<int> port = CommonOptions.Port(defaultPort: 0);
        Command command = new("record", "Forwards requests to an LM Studio server and records them with their responses. Tokens and headers of MCP servers are not recorded.")
        {
            endpoint, folder, port,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(endpoint)!, parsed.GetValue(folder)!, parsed.GetValue(port), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri server, string folder, int port, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        ServiceCollection services = new();
        services.AddLogging().AddHttpForwarder();
        ServiceProvider provider = services.BuildServiceProvider();
        using SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4) };
        using HttpMessageInvoker http = new(handler);
        await using (provider.ConfigureAwait(false))
        {
            try
            {
                Recorder recorder = new(server, RecordingFolder.Open(folder), provider.GetRequiredService<IHttpForwarder>(), http, TextWriter.Synchronized(invocation.Output));
                LoopbackServer proxy = await LoopbackServer.StartAsync(port, recorder.HandleAsync, cancellationToken).ConfigureAwait(false);
                await using (proxy.ConfigureAwait(false))
                {
                    await invocation.Output.WriteLineAsync($"Recording {server} to {folder}. Connect your client to {proxy.Endpoint}").ConfigureAwait(false);
                    await invocation.Output.WriteLineAsync("Press Ctrl+C to stop.").ConfigureAwait(false);
                    await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                return 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return 0;
            }
            catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
            {
                await invocation.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
                return 1;
            }
        }
    }
}
