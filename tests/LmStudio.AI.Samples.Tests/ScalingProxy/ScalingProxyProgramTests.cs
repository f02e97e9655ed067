using LmStudio.AI.Emulator;
using ScalingSample;
using ScalingSample.Demo;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The scaling sample as a program.</summary>
public class ScalingProxyProgramTests
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
        Assert.EndsWith("Each turn was answered by the server that has its conversation, and the model remembered each name.\n", output.ToString());
    }

    [Fact]
    public void FindProblems_TurnOfAnotherServer_IsFound()
    {
        DemoTurn first = new("Ada", 1, "/api/v1/chat", IsStreamed: false, "a:1", "Nice to meet you, Ada!", HasToRemember: false);
        DemoTurn right = first with { Number = 2, Answer = "Your name is Ada.", HasToRemember = true };

        Assert.Empty(DemoReport.FindProblems([first, right]));
        Assert.Equal(["Ada, turn 2: answered by b:2, but a:1 has the conversation."], DemoReport.FindProblems([first, right with { Server = "b:2" }]));
        Assert.Equal(["Ada, turn 2: the model did not remember the name."], DemoReport.FindProblems([first, right with { Answer = "No idea." }]));
    }

    [Fact]
    public async Task Serve_NamedServers_ServesUntilItIsStopped()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using CancellationTokenSource stop = new();
        WatchedWriter output = new();

        Task<int> serving = ServeCommand.RunAsync(new ServeSettings { Servers = [server.Endpoint] }, output, TextWriter.Null, stop.Token);
        await output.WaitForAsync("Ctrl+C");
        string address = output.Text.Split('\n')[0]["Listening on ".Length..];
        using LmStudioClient client = new(new Uri(address), apiToken: "");
        bool isLmStudio = await client.IsLmStudioAsync();
        await stop.CancelAsync();

        Assert.True(isLmStudio);
        Assert.Contains($"in front of {server.Endpoint}", output.Text);
        Assert.Equal(0, await serving);
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using StringWriter error = new();

        int exitCode = await ServeCommand.RunAsync(new ServeSettings { Port = server.Endpoint.Port, Servers = [server.Endpoint] }, TextWriter.Null, error, CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("Try another --port.", error.ToString());
    }

    [Theory]
    [InlineData("serve --port 8081 --server gpu-box:1234 --server http://10.0.0.2:1234/v1", 8081, new[] { "http://gpu-box:1234/", "http://10.0.0.2:1234/" })]
    [InlineData("serve", 8080, new string[0])]
    public void CommandLine_Serve_IsRead(string arguments, int port, string[] servers)
    {
        ServeSettings? settings = null;

        int exitCode = ScalingCommandLine.Create(
            static _ => Task.FromResult(9),
            (read, _) =>
            {
                settings = read;
                return Task.FromResult(0);
            }).Parse(arguments).Invoke();

        Assert.Equal(0, exitCode);
        Assert.Equal(port, settings!.Port);
        Assert.Equal(servers, settings.Servers.Select(static server => server.AbsoluteUri));
    }

    [Theory]
    [InlineData("serve --server ftp://gpu-box")]
    [InlineData("serve --port 70000")]
    [InlineData("serve --port x")]
    public void CommandLine_Mistake_IsAnError(string arguments) =>
        Assert.NotEmpty(ScalingCommandLine.Create(static _ => Task.FromResult(0), static (_, _) => Task.FromResult(0)).Parse(arguments).Errors);
}
