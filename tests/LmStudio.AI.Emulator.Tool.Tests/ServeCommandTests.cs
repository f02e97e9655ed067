using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tool.Tests;

public sealed partial class ServeCommandTests
{
    private readonly AnnouncementWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Invoke_Help_ShowsTheCommands()
    {
        Assert.Equal(0, await InvokeAsync(default, "--help"));
        Assert.Contains("serve", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Help_ShowsTheOptionsWithTheirDefaults()
    {
        Assert.Equal(0, await InvokeAsync(default, "serve", "--help"));
        Assert.Contains("-p, --port <number>", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[default: 1234]", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port must be a number from 0 to 65535.", "--port", "abc")]
    [InlineData("--port must be a number from 0 to 65535.", "--port=70000")]
    [InlineData("--tokens-per-second must be a number greater than 0.", "--tokens-per-second", "0")]
    [InlineData("--tokens-per-second must be a number greater than 0.", "--tokens-per-second", "NaN")]
    [InlineData("--token is empty.", "--token", "")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    [InlineData("Unrecognized command or argument '8080'.", "8080")]
    public async Task Serve_WrongArguments_SaysSoInOneLine(string message, params string[] args)
    {
        Assert.Equal(2, await InvokeAsync(default, ["serve", .. args]));
        Assert.Equal(message, _error.ToString().Trim());
    }

    [Fact]
    public async Task Serve_UnknownDialect_NamesTheOption()
    {
        Assert.Equal(2, await InvokeAsync(default, "serve", "--dialect", "next"));
        Assert.Contains("'next' for option '--dialect'", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSoInOneLine()
    {
        await using LmStudioEmulator other = await LmStudioEmulator.StartAsync();

        Assert.Equal(1, await InvokeAsync(default, "serve", "--port", $"{other.Endpoint.Port}"));
        Assert.Equal(
            $"Failed to bind to address http://127.0.0.1:{other.Endpoint.Port}: address already in use. Try another --port.", _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Serve_CanceledBeforeItHasStarted_EndsWithoutAnError()
    {
        Assert.Equal(0, await InvokeAsync(new(canceled: true), "serve", "--port", "0"));
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Serve_UntilStopped_ListensAndSaysWhere()
    {
        using CancellationTokenSource stop = new();
        Task<int> running = InvokeAsync(stop.Token, "serve", "--port", "0", "--token", "secret", "--dialect", "Preview");
        await _output.Announced;

        using HttpClient http = new() { BaseAddress = new Uri(Address().Match(_output.ToString()).Value) };
        using HttpResponseMessage greeting = await http.GetAsync(new Uri("/lmstudio-greeting", UriKind.Relative));
        using HttpResponseMessage models = await http.GetAsync(new Uri("/api/v1/models", UriKind.Relative));
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal((200, 401), ((int)greeting.StatusCode, (int)models.StatusCode));
        Assert.Contains("openai/gpt-oss-20b", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> InvokeAsync(CancellationToken cancellationToken, params string[] args) => ToolCommandLine.InvokeAsync(args, _output, _error, cancellationToken);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
