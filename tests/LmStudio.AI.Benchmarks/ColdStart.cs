using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What a process costs that starts, asks once and ends.</summary>
internal static class ColdStart
{
    public const string Argument = "--cold";

    public static IEnumerable<Row> Create()
    {
        ReplayServer server = new("application/json", Answers.Native);
        ReplayServer ollama = new("application/json", Answers.Ollama);
        yield return new Row("cold start to the first whole answer", 1, Process("lmstudio", server), Process("ollama", ollama) with { Name = "OllamaSharp" }, Goal: 0.8, Bound: 2.5);
    }

    /// <summary>Does what the process is started for.</summary>
    public static async Task<int> RunAsync(string client, Uri server)
    {
        using IChatClient chat = client == "ollama" ? new OllamaSharp.OllamaApiClient(server, "demo/model") : new LmStudioChatClient(server, "demo/model", apiToken: "");
        ChatResponse response = await chat.GetResponseAsync("Hi");
        Console.WriteLine(Environment.CpuUsage.TotalTime.Ticks);
        return response.Text.Length > 0 ? 0 : 1;
    }

    private static Contestant Process(string client, ReplayServer server) => new("LmStudio.AI", static () => Task.CompletedTask)
    {
        MeasureElsewhere = async () =>
        {
            ProcessStartInfo start = new(Environment.ProcessPath!, [.. Host(), Argument, client, server.Endpoint.AbsoluteUri]) { RedirectStandardOutput = true };
            using Process process = System.Diagnostics.Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? TimeSpan.FromTicks(long.Parse(output, CultureInfo.InvariantCulture)).TotalMicroseconds
                : throw new InvalidOperationException($"The process of {client} ended with {process.ExitCode}.");
        },
    };

    /// <summary>Returns what comes before the arguments where the program is run by the host of the SDK.</summary>
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
