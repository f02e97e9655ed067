using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator;

/// <summary>The emulator as a program.</summary>
internal static class EmulatorCommand
{
    private const string Usage = """
        LM Studio emulator: LM Studio's REST API on a loopback port, without LM Studio or a model.

        Options:
          --port <number>               The port; 0 for any free one. Default: 1234, LM Studio's.
          --token <text>                The API token to require. Default: none is.
          --dialect <name>              released (LM Studio 0.4) or preview (its first publication). Default: released.
          --tokens-per-second <number>  How fast the model writes. Default: 40.
          --help                        Shows this.
        """;

    private static readonly string[] Options = ["port", "token", "dialect", "tokens-per-second"];

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code: 0, 1 when the server can't start, 2 when the arguments make no sense.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
        {
            await output.WriteLineAsync(Usage).ConfigureAwait(false);
            return 0;
        }

        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        }));
        try
        {
            var configuration = ReadArguments(args);
            var lmStudio = await LmStudioEmulator.StartAsync(options => Configure(options, configuration, loggers), stop).ConfigureAwait(false);
            await using (lmStudio.ConfigureAwait(false))
            {
                await DescribeAsync(lmStudio, output).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 0;
        }
        catch (FormatException exception)
        {
            await error.WriteLineAsync($"{exception.Message} Try --help.").ConfigureAwait(false);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await error.WriteLineAsync($"{exception.Message.TrimEnd('.')}. Try another --port.").ConfigureAwait(false);
            return 1;
        }
    }

    private static IConfiguration ReadArguments(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
        var unknown = configuration.GetChildren().Select(option => option.Key).FirstOrDefault(key => !Options.Contains(key, StringComparer.OrdinalIgnoreCase));

        // The provider passes over what isn't a pair of a name and a value.
        unknown ??= args.FirstOrDefault(arg => IsOption(arg) && configuration[arg[2..].Split('=')[0]] is null)?[2..];
        var wrong = args.Where((arg, index) => !IsOption(arg) && !(index > 0 && TakesNext(args[index - 1]))).FirstOrDefault()
            ?? (unknown is null ? null : $"--{unknown}");
        return wrong is null ? configuration : throw new FormatException($"'{wrong}' is no option, or has no value.");

        static bool IsOption(string arg) => arg.StartsWith("--", StringComparison.Ordinal);

        static bool TakesNext(string arg) => IsOption(arg) && !arg.Contains('=', StringComparison.Ordinal);
    }

    private static void Configure(LmStudioEmulatorOptions options, IConfiguration configuration, ILoggerFactory loggers)
    {
        options.Port = Read(configuration, "port", 1234, port => port is >= 0 and <= 65535);
        options.TokensPerSecond = Read(configuration, "tokens-per-second", 40.0, speed => speed > 0);
        options.Dialect = configuration["dialect"]?.ToLowerInvariant() switch
        {
            null or "released" => EmulatorDialect.Released,
            "preview" => EmulatorDialect.Preview,
            var other => throw new FormatException($"'{other}' is no value for --dialect."),
        };
        if (configuration["token"] is { } token)
        {
            // An empty one would leave a server open that was meant to be closed.
            options.ApiTokens.Add(token.Length > 0 ? token : throw new FormatException("'' is no value for --token."));
        }

        // Long enough to see the progress.
        options.ModelLoadDuration = TimeSpan.FromSeconds(2);
        options.DownloadDuration = TimeSpan.FromSeconds(15);
        options.LoggerFactory = loggers;
        options.AllowPrivateMcpAddresses = true;
        options.Plugins.Add(new EmulatorPlugin(
            "mcp/demo",
            AIFunctionFactory.Create(() => DateTimeOffset.Now.ToString("f", CultureInfo.InvariantCulture), "get_time", "Tells the time."),
            AIFunctionFactory.Create((int sides) => Random.Shared.Next(Math.Max(1, sides)) + 1, "roll_dice", "Rolls a die with so many sides.")));
    }

    private static T Read<T>(IConfiguration configuration, string name, T fallback, Predicate<T> isValid)
        where T : IParsable<T>
    {
        if (configuration[name] is not { } text)
        {
            return fallback;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) && isValid(value)
            ? value
            : throw new FormatException($"'{text}' is no value for --{name}.");
    }

    private static async Task DescribeAsync(LmStudioEmulator lmStudio, TextWriter output)
    {
        await output.WriteLineAsync($"LM Studio emulator, listening on {lmStudio.Endpoint}").ConfigureAwait(false);
        await output.WriteLineAsync("Models:").ConfigureAwait(false);
        foreach (var model in lmStudio.Models)
        {
            var reasoning = model.ReasoningOptions.Count > 0 ? $", reasoning {string.Join('|', model.ReasoningOptions)}" : "";
            var kind = model.Type is EmulatorModelType.Embedding ? "embeddings" : "chat";
            await output.WriteLineAsync($"  {model.Key,-38} {kind}{(model.Vision ? ", vision" : "")}{reasoning}").ConfigureAwait(false);
        }

        await output.WriteLineAsync("MCP servers of mcp.json:").ConfigureAwait(false);
        await output.WriteLineAsync("  mcp/demo                               get_time, roll_dice").ConfigureAwait(false);
        await output.WriteLineAsync("Press Ctrl+C to stop.").ConfigureAwait(false);
    }
}
