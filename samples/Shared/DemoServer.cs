using System.ComponentModel;
using LmStudio.AI.Emulator;
using ModelContextProtocol.Server;

namespace Samples;

/// <summary>The emulator of the interactive samples, slow enough to show progress and streaming.</summary>
internal static class DemoServer
{
    /// <summary>The MCP server in the emulator's mcp.json, for trying MCP.</summary>
    public const string PluginId = "mcp/demo";

    public static Task<LmStudioEmulator> StartAsync(CancellationToken cancellationToken) => LmStudioEmulator.StartAsync(
        options =>
        {
            options.ModelLoadDuration = TimeSpan.FromSeconds(2);
            options.DownloadDuration = TimeSpan.FromSeconds(5);
            options.TokensPerSecond = 40;
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin(
                PluginId,
                McpServerTool.Create(RollDice, new() { Name = "roll_dice" }),
                McpServerTool.Create(GetTime, new() { Name = "get_time" })));
        },
        cancellationToken);

    [Description("Rolls a die.")]
    private static string RollDice([Description("The number of sides.")] int sides) =>
        $"{Random.Shared.Next(1, Math.Max(1, sides) + 1)}";

    [Description("Tells the date and time.")]
    private static string GetTime() => DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture);
}
