using ChatSample.Rendering;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>All commands; runs the command in a line.</summary>
internal sealed class ChatCommands
{
    private readonly IAnsiConsole _console;
    private readonly IReadOnlyList<ChatCommand> _commands;

    public ChatCommands(IAnsiConsole console, ChatSession session)
    {
        _console = console;
        ModelCommands models = new(console, session);
        DownloadCommand download = new(console, session.Client);
        ConversationCommands conversation = new(console, session);
        _commands =
        [
            new("/models", "", "lists the downloaded models", models.ListAsync),
            new("/model", "<id>", "selects a model or instance", models.ChooseAsync),
            new("/load", "<model> [context length]", "loads a model", models.LoadAsync),
            new("/unload", "<instance>", "unloads an instance", models.UnloadAsync),
            new("/download", "<model> [quantization]", "downloads a model", download.RunAsync),
            new("/mcp", "<label> <url-or-plugin-id>", "lets the model use the tools of an MCP server", conversation.AddMcpServerAsync),
            new("/new", "", "starts a new conversation", conversation.StartOverAsync),
            new("/branch", "<number>", "continues after an earlier turn", conversation.BranchAsync),
            new("/image", "<file>", "sends an image with the next message", new ImageCommand(console, session).RunAsync),
            new("/system", "<text>", "sets the system prompt", conversation.SetSystemPromptAsync),
            new("/reasoning", "<none|low|medium|high>", "sets the reasoning effort", conversation.SetReasoningAsync),
            new("/help", "", "shows this", ShowHelpAsync),
            new(Exit, "", "leaves", (_, _) => Task.CompletedTask),
        ];
    }

    public const string Exit = "/exit";

    public IReadOnlyList<string> Names => [.. _commands.Select(command => command.Name)];

    public static bool IsCommand(string line) => line.StartsWith('/');

    /// <summary>Runs the command in a line.</summary>
    public Task RunAsync(string line, CancellationToken cancellationToken)
    {
        string[] parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        ChatCommand? command = _commands.FirstOrDefault(command => command.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
        if (command is null)
        {
            _console.MarkupLineInterpolated($"[yellow]There is no command {TerminalText.Clean(parts[0])}.[/] /help lists the commands.");
            return Task.CompletedTask;
        }

        return command.RunAsync(parts.ElementAtOrDefault(1) ?? "", cancellationToken);
    }

    private Task ShowHelpAsync(string arguments, CancellationToken cancellationToken)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (ChatCommand command in _commands)
        {
            _ = grid.AddRow(new Text(command.Usage, new Style(Color.Teal)), new Text(command.Summary));
        }

        _console.Write(grid);
        _console.MarkupLine("[dim]Ctrl+C stops a response or a command; at the prompt, it exits. ↑ and ↓ show previous input, Tab completes commands.[/]");
        return Task.CompletedTask;
    }
}
