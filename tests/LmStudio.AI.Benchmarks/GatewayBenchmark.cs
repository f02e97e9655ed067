using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Benchmarks;

/// <summary>What a streamed token costs in a gateway with conversation affinity, beside plain YARP: 500 streams at once through each, in turns.</summary>
internal static class GatewayBenchmark
{
    private const int Streams = 500;
    private const int Tokens = 100;
    private const int Rounds = 4;
    private const double MostCpuRatio = 1.3;

    private static readonly TimeSpan TimePerToken = TimeSpan.FromMilliseconds(20);

    public static async Task<bool> RunAsync()
    {
        await using WebApplication server = await StartServerAsync();
        using Process plain = StartHost("plain", server.Urls.Single());
        using Process affinity = StartHost("affinity", server.Urls.Single());
        try
        {
            Uri plainAddress = new((await plain.StandardOutput.ReadLineAsync())!);
            Uri affinityAddress = new((await affinity.StandardOutput.ReadLineAsync())!);
            List<(double Cpu, double Latency)> plainRounds = [];
            List<(double Cpu, double Latency)> affinityRounds = [];
            for (int round = 0; round <= Rounds; round++)
            {
                (double, double) first = await MeasureAsync(plain, plainAddress);
                (double, double) second = await MeasureAsync(affinity, affinityAddress);
                if (round > 0)
                {
                    // The first one warms up.
                    plainRounds.Add(first);
                    affinityRounds.Add(second);
                }
            }

            Console.WriteLine($"Gateway: {Streams} streams of {Tokens} tokens at once, {Rounds} rounds each, in turns; the mean");
            Write("plain YARP", plainRounds);
            Write("with LmStudio.AI.Yarp", affinityRounds);
            double ratio = affinityRounds.Average(static round => round.Cpu) / plainRounds.Average(static round => round.Cpu);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  CPU, affinity : plain = {ratio:F2} (bound {MostCpuRatio:F2})"));
            return ratio <= MostCpuRatio;
        }
        finally
        {
            plain.Kill();
            affinity.Kill();
        }
    }

    private static void Write(string name, List<(double Cpu, double Latency)> rounds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-32} {rounds.Average(static round => round.Cpu),8:F1} µs CPU/token {rounds.Average(static round => round.Latency),8:F2} ms from server to client"));

    private static Process StartHost(string kind, string server) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [GatewayHost.Name, kind, server])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <returns>The CPU time of the gateway for each token in microseconds, and the time a token takes from server to client in milliseconds.</returns>
    private static async Task<(double Cpu, double Latency)> MeasureAsync(Process gateway, Uri address)
    {
        using HttpClient http = new() { BaseAddress = address };
        gateway.Refresh();
        TimeSpan before = gateway.TotalProcessorTime;
        double[] latencies = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => ReadAsync(http)));
        gateway.Refresh();
        return ((gateway.TotalProcessorTime - before).TotalMicroseconds / (Streams * Tokens), latencies.Average());
    }

    private static async Task<double> ReadAsync(HttpClient http)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/chat") { Content = JsonContent.Create(new { model = "m", input = "Count.", stream = true }) };
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        double total = 0;
        int count = 0;
        await foreach (SseItem<string> item in SseParser.Create(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (item.EventType == "message.delta")
            {
                long sent = long.Parse(item.Data.AsSpan(item.Data.LastIndexOf(':') + 2).TrimEnd("\"}"), CultureInfo.InvariantCulture);
                total += Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                count++;
            }
        }

        return count == Tokens ? total / Tokens : throw new InvalidOperationException($"{count} tokens came.");
    }

    /// <summary>Starts a server that sends the time as its tokens.</summary>
    private static async Task<WebApplication> StartServerAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        WebApplication application = builder.Build();
        application.Run(static async context =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.WriteAsync("""{"models":[]}""");
                return;
            }

            context.Response.ContentType = "text/event-stream";
            for (int i = 0; i < Tokens; i++)
            {
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: message.delta\ndata: {{\"type\":\"message.delta\",\"content\":\"{Stopwatch.GetTimestamp()}\"}}\n\n"));
                await Task.Delay(TimePerToken);
            }

            string end = $"event: chat.end\ndata: {{\"type\":\"chat.end\",\"result\":{{\"output\":[],\"response_id\":\"resp_{Guid.NewGuid():N}\"}}}}\n\n";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(end));
        });
        await application.StartAsync();
        return application;
    }
}
