using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator.Tool.Serve;

/// <summary>The default settings of the emulator: slow enough to show progress, and with an MCP server.</summary>
internal static class DemoSetup
{
    public static void Apply(LmStudioEmulatorOptions options, ServeSettings settings, ILoggerFactory loggers)
    {
        options.Port = settings.Port;
        options.TokensPerSecond = settings.TokensPerSecond;
        options.Dialect = settings.Dialect;
        if (settings.Token is { } token)
        {
            options.ApiTokens.Add(token);
        }

        options.ModelLoadDuration = TimeSpan.FromSeconds(2);
        options.DownloadDuration = TimeSpan.FromSeconds(15);
        options.LoggerFactory = loggers;
        options.AllowPrivateMcpAddresses = true;
        options.AllowPluginCalls = true;
        options.Plugins.Add(new EmulatorPlugin(
            "mcp/demo",
            AIFunctionFactory.Create(static () => DateTimeOffset.Now.ToString("f", CultureInfo.InvariantCulture), "get_time", "Tells the time."),
            AIFunctionFactory.Create(static (int sides) => Random.Shared.Next(Math.Max(1, sides)) + 1, "roll_dice", "Rolls a die with so many sides.")));
    }
}
