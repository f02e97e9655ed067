using ChatSample.Commands;
using ChatSample.Input;
using ChatSample.Rendering;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ChatSample;

/// <summary>The conversation in a terminal: reads lines, runs commands and shows responses until the user exits.</summary>
internal sealed class ChatApp
{
    private readonly IAnsiConsole _console;
    private readonly Interruption _interruption;
    private readonly ChatSession _session;
    private readonly ChatCommands _commands;

    private ChatApp(IAnsiConsole console, Interruption interruption, ChatSession session)
    {
        _console = console;
        _interruption = interruption;
        _session = session;
        _commands = new ChatCommands(console, session);
    }

    /// <summary>Runs the chat.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ChatSettings settings, IAnsiConsole console, ILineReader reader, Interruption interruption, CancellationToken cancellationToken)
    {
        try
        {
            await using ChatServer server = await ChatServer.FindAsync(settings, cancellationToken);
            ModelChoice model = await ModelChoice.MakeAsync(server.Client, settings.Model, cancellationToken);
            ChatSession session = new(server.Client) { Model = model.Id, SystemPrompt = settings.SystemPrompt };
            foreach (HostedMcpServerTool mcpServer in settings.McpServers)
            {
                session.AddMcpServer(mcpServer);
            }

            ChatBanner.Show(console, server, model);
            await new ChatApp(console, interruption, session).ConverseAsync(reader, cancellationToken);
            return 0;
        }
        catch (Exception exception) when (ChatFailure.IsExpected(exception))
        {
            ShowError(console, exception);
            return 1;
        }
    }

    private async Task ConverseAsync(ILineReader reader, CancellationToken cancellationToken)
    {
        while (reader.ReadLine(_commands.Names) is { } line)
        {
            line = line.Trim();
            if (line.Equals(ChatCommands.Exit, StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            if (line.Length > 0)
            {
                await HandleAsync(line, cancellationToken);
            }
        }
    }

    /// <summary>Runs a command or sends a message. Errors are shown, and the conversation continues.</summary>
    private async Task HandleAsync(string line, CancellationToken cancellationToken)
    {
        bool isCommand = ChatCommands.IsCommand(line);
        _console.WriteLine();
        try
        {
            await _interruption.RunAsync(
                token => isCommand ? _commands.RunAsync(line, token) : new ResponseView(_console).ShowAsync(_session.AskAsync(line, token)),
                cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _console.MarkupLine(isCommand ? "[yellow]Stopped.[/]" : "[yellow]Stopped.[/] [dim]The conversation continues from before this message.[/]");
        }
        catch (Exception exception) when (ChatFailure.IsExpected(exception))
        {
            ShowError(_console, exception);
        }

        _console.WriteLine();
    }

    private static void ShowError(IAnsiConsole console, Exception exception) =>
        console.MarkupLineInterpolated($"[red]{TerminalText.Clean(ChatFailure.Describe(exception, hasCommands: true))}[/]");
}
