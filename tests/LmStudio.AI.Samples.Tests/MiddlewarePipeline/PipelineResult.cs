using LmStudio.AI.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineSample;

namespace LmStudio.AI.Samples.Tests;

/// <summary>What a run of the pipeline sample left behind.</summary>
internal sealed record PipelineResult(int ExitCode, string Output, string Notes, string Log)
{
    /// <summary>Runs the sample as from the command line.</summary>
    /// <param name="environment">Names the appsettings file.</param>
    /// <param name="prompts">The questions.</param>
    /// <param name="settings">Settings like <c>Chat:Primary=demo</c>.</param>
    public static async Task<PipelineResult> RunAsync(string? environment, string[] prompts, params string[] settings)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter notes = new() { NewLine = "\n" };
        using HostLog log = new();
        PipelineRun run = new()
        {
            Environment = environment,
            Prompts = prompts,
            Settings = [.. settings.Select(static setting => $"--{setting}")],
            Configure = builder => Replace(builder, log),
        };
        int exitCode = await PipelineApp.RunAsync(run, TextReader.Null, output, notes, isInteractive: false, CancellationToken.None);
        return new PipelineResult(exitCode, output.ToString(), notes.ToString(), log.GetText());
    }

    private static void Replace(HostApplicationBuilder builder, HostLog log)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(log);
    }
}
