using System.CommandLine;
using System.Net.Sockets;

namespace LmStudio.AI.Emulator.Tool.Replay;

/// <summary>The command <c>replay</c>: a server that replays recorded responses.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "The folder with the files written by 'record'." };
        Option<int> port = CommonOptions.Port(defaultPort: 1234);
        Option<bool> noTiming = new("--no-timing") { Description = "Send responses immediately. By default, they take as long as when they were recorded." };
        Command command = new("replay", "Replays the responses recorded by 'record'.") { folder, port, noTiming };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(folder)!, parsed.GetValue(port), keepTiming: !parsed.GetValue(noTiming), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int port, bool keepTiming, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            LmStudioReplay replay = await LmStudioReplay.StartAsync(
                folder,
                options =>
                {
                    options.Port = port;
                    options.KeepTiming = keepTiming;
                },
                cancellationToken).ConfigureAwait(false);
            await using (replay.ConfigureAwait(false))
            {
                await invocation.Output.WriteLineAsync($"Replaying {folder}, listening on {replay.Endpoint}").ConfigureAwait(false);
                await invocation.Output.WriteLineAsync("Press Ctrl+C to stop.").ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or SocketException or UnauthorizedAccessException)
        {
            await invocation.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }
}
