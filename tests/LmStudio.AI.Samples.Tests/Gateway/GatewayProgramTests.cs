using System.Net;
using GatewaySample;
using GatewaySample.Demo;
using LmStudio.AI.Emulator;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The gateway sample as a program. What it does with requests is tested in LmStudio.AI.Yarp.Tests.</summary>
public class GatewayProgramTests
{
    [Fact]
    public async Task Demonstration_ShowsTurnsAndTotals()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };

        int exitCode = await Demonstration.RunAsync(output, error, CancellationToken.None);

        Assert.Equal("", error.ToString());
        Assert.Equal(0, exitCode);
        string[] rows = [.. output.ToString().Split('\n').Where(static line => line.Contains("/v1/", StringComparison.Ordinal))];
        Assert.Equal(12, rows.Length);
        Assert.Contains(rows, static row => row.StartsWith("Ada             3", StringComparison.Ordinal) && row.Contains("/v1/responses yes      Your name is Ada.", StringComparison.Ordinal));
        Assert.EndsWith("The server that has the conversation responded to each turn, and the model remembered each name.\n", output.ToString());
    }

    [Fact]
    public void FindProblems_TurnOfAnotherServer_IsFound()
    {
        DemoTurn first = new("Ada", 1, "/api/v1/chat", IsStreamed: false, "a", "Nice to meet you, Ada!", HasToRemember: false);
        DemoTurn right = first with { Number = 2, Answer = "Your name is Ada.", HasToRemember = true };

        Assert.Empty(DemoReport.FindProblems([first, right]));
        Assert.Equal(["Ada, turn 2: b responded, but a has the conversation."], DemoReport.FindProblems([first, right with { Server = "b" }]));
        Assert.Equal(["Ada, turn 2: the model did not remember the name."], DemoReport.FindProblems([first, right with { Answer = "No idea." }]));
    }

    [Fact]
    public async Task Serve_NamedServers_ServesUntilItIsStopped()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using CancellationTokenSource stop = new();
        WatchedWriter output = new();

        Task<int> serving = ServeCommand.RunAsync(Settings("http://127.0.0.1:0", server), output, TextWriter.Null, stop.Token);
        await output.WaitForAsync("Ctrl+C");
        Uri address = new(output.Text.Split('\n')[0]["Listening on ".Length..]);
        using LmStudioClient client = new(address, apiToken: "");
        bool isLmStudio = await client.IsLmStudioAsync();
        using HttpClient http = new() { BaseAddress = address };
        string health = await http.GetStringAsync(GatewayApp.HealthPath);
        await stop.CancelAsync();

        Assert.True(isLmStudio);
        Assert.Equal("Healthy", health);
        Assert.Contains($"in front of gpu-1: {server.Endpoint}", output.Text);
        Assert.Equal(0, await serving);
    }

    [Fact]
    public async Task Serve_NoServer_EmulatorsStandIn()
    {
        using CancellationTokenSource stop = new();
        WatchedWriter output = new();

        Task<int> serving = ServeCommand.RunAsync(["--Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"], output, TextWriter.Null, stop.Token);
        await output.WaitForAsync("Ctrl+C");
        await stop.CancelAsync();

        Assert.Contains("using two emulators", output.Text);
        Assert.Contains("in front of server-2: ", output.Text);
        Assert.Equal(0, await serving);
    }

    [Fact]
    public async Task Health_NoServerAnswers_IsUnhealthy()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await server.DisposeAsync();
        await using Microsoft.AspNetCore.Builder.WebApplication app = GatewayApp.Build(
            [.. Settings("http://127.0.0.1:0", server), "--ReverseProxy:Clusters:lmstudio:HealthCheck:Active:Interval", "00:00:00.1", "--ReverseProxy:Clusters:lmstudio:Metadata:ConsecutiveFailuresHealthPolicy.Threshold", "1"]);
        await app.StartAsync();
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.Single()) };

        HttpStatusCode status = HttpStatusCode.OK;
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (status == HttpStatusCode.OK)
        {
            using HttpResponseMessage response = await http.GetAsync(GatewayApp.HealthPath, patience.Token);
            status = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using StringWriter error = new();

        int exitCode = await ServeCommand.RunAsync(Settings(server.Endpoint.ToString(), server), TextWriter.Null, error, CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("Try another --Urls.", error.ToString());
    }

    private static string[] Settings(string url, LmStudioEmulator server) =>
        ["--Urls", url, "--ReverseProxy:Clusters:lmstudio:Destinations:gpu-1:Address", server.Endpoint.ToString(), "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:LmStudio.AI.Yarp", "None"];
}
