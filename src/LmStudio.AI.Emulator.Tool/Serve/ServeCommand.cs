using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator.Tool.Serve;

/// <summary>The command <c>serve</c>: runs the emulator until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Option<int> port = CommonOptions.Port(defaultPort: 1234);
        Option<string> token = new("--token") { HelpName = "text", Description = "The API token that clients must send. By default, no token is required." };
        token.Validators.Add(result =>
        {
            // An empty token would leave a server unprotected by mistake.
            if (string.IsNullOrWhiteSpace(result.GetValue(token)))
            {
                result.AddError("--token is empty.");
            }
        });
        Option<EmulatorDialect> dialect = new("--dialect")
        {
            HelpName = "released|preview",
            Description = "The API version: that of LM Studio 0.4 (released) or the one first published (preview). The default is released.",
        };
        Option<double> tokensPerSecond = new("--tokens-per-second")
        {
            HelpName = "number",
            Description = "The number of tokens per second that the model generates.",
            DefaultValueFactory = static _ => 40,
            CustomParser = static result => NumberArgument.Parse(result, "--tokens-per-second must be a number greater than 0.", static speed => speed > 0, 40.0),
        };

        Command command = new("serve", "Runs the emulator until it is stopped.") { port, token, dialect, tokensPerSecond };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ServeSettings(parsed.GetValue(port), parsed.GetValue(token), parsed.GetValue(dialect), parsed.GetValue(tokensPerSecond)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServeSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(static logging => logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        }));
        try
        {
            LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => DemoSetup.Apply(options, settings, loggers), cancellationToken).ConfigureAwait(false);
            await using (lmStudio.ConfigureAwait(false))
            {
                await Announcement.WriteAsync(lmStudio, output).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await error.WriteLineAsync($"{exception.Message.TrimEnd('.')}. Try another --port.").ConfigureAwait(false);
            return 1;
        }
    }
}
