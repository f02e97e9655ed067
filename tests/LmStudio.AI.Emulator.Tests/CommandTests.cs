using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tests;

public sealed partial class CommandTests
{
    private readonly AnnouncingWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Run_Help_ShowsTheOptions()
    {
        Assert.Equal(0, await EmulatorCommand.RunAsync(["--help"], _output, _error, default));
        Assert.Contains("--port <number>", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'abc' is no value for --port. Try --help.", "--port", "abc")]
    [InlineData("'70000' is no value for --port. Try --help.", "--port=70000")]
    [InlineData("'next' is no value for --dialect. Try --help.", "--dialect", "next")]
    [InlineData("'0' is no value for --tokens-per-second. Try --help.", "--tokens-per-second", "0")]
    [InlineData("'--model' is no option, or has no value. Try --help.", "--model", "x")]
    [InlineData("'--port' is no option, or has no value. Try --help.", "--port")]
    [InlineData("'8080' is no option, or has no value. Try --help.", "8080")]
    [InlineData("'-p' is no option, or has no value. Try --help.", "-p", "8080")]
    [InlineData("'port=8080' is no option, or has no value. Try --help.", "port=8080")]
    [InlineData("'8081' is no option, or has no value. Try --help.", "--port=8080", "8081")]
    [InlineData("'' is no value for --token. Try --help.", "--token", "")]
    public async Task Run_ArgumentsThatMakeNoSense_SaysSoInOneLine(string message, params string[] args)
    {
        Assert.Equal(2, await EmulatorCommand.RunAsync(args, _output, _error, default));
        Assert.Equal(message, _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Run_PortInUse_SaysSoInOneLine()
    {
        await using var other = await LmStudioEmulator.StartAsync();

        Assert.Equal(1, await EmulatorCommand.RunAsync(["--port", $"{other.Endpoint.Port}"], _output, _error, default));
        Assert.Equal(
            $"Failed to bind to address http://127.0.0.1:{other.Endpoint.Port}: address already in use. Try another --port.", _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Run_StoppedBeforeItHasStarted_EndsInPeace()
    {
        Assert.Equal(0, await EmulatorCommand.RunAsync(["--port", "0"], _output, _error, new(canceled: true)));
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Run_UntilStopped_ListensAndSaysWhere()
    {
        using var stop = new CancellationTokenSource();
        var running = EmulatorCommand.RunAsync(["--port", "0", "--token", "secret", "--dialect", "Preview"], _output, _error, stop.Token);
        await _output.Announced;

        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(_output.ToString()).Value) };
        using var greeting = await http.GetAsync(new Uri("/lmstudio-greeting", UriKind.Relative));
        using var models = await http.GetAsync(new Uri("/api/v1/models", UriKind.Relative));
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal((200, 401), ((int)greeting.StatusCode, (int)models.StatusCode));
        Assert.Contains("openai/gpt-oss-20b", _output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Tells when the last line of the announcement is written.</summary>
    private sealed class AnnouncingWriter : StringWriter
    {
        private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Announced => _announced.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value == "Press Ctrl+C to stop.")
            {
                _announced.SetResult();
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
