using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tool.Tests;

/// <summary>A command that runs until it is stopped, such as <c>serve</c>.</summary>
internal sealed partial class RunningCommand : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AnnouncementWriter _output = new();
    private readonly StringWriter _error = new();
    private Task<int>? _running;

    /// <summary>Gets the last address that the command has announced: its own.</summary>
    public Uri Endpoint => new(Address().Matches(Output)[^1].Value);

    public string Output => _output.ToString();

    public static async Task<RunningCommand> StartAsync(params string[] args)
    {
        RunningCommand command = new();
        command._running = ToolCommandLine.InvokeAsync(args, command._output, command._error, command._stop.Token);
        if (await Task.WhenAny(command._running, command._output.Announced) == command._running)
        {
            throw new InvalidOperationException($"The command has ended: {command._error}");
        }

        return command;
    }

    /// <summary>Stops the command.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running!;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
