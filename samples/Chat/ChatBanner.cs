using ChatSample.Rendering;
using Spectre.Console;

namespace ChatSample;

/// <summary>The banner of a chat: the server, the model and a hint.</summary>
internal static class ChatBanner
{
    public static void Show(IAnsiConsole console, ChatServer server, ModelChoice model)
    {
        console.WriteLine();
        console.Write(new Rule("[bold teal]LM Studio chat[/]") { Justification = Justify.Left, Style = new Style(decoration: Decoration.Dim) });
        foreach (string notice in server.Notices)
        {
            console.MarkupLineInterpolated($"[yellow]{notice}[/]");
        }

        if (server.Notices.Count > 0)
        {
            console.WriteLine();
        }

        string address = ChatServer.Show(server.Client.Endpoint) + (server.IsEmulated ? " (emulator)" : "");
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        _ = grid.AddRow(new Markup("[dim]server[/]"), new Text(address));
        _ = grid.AddRow(new Markup("[dim]model[/]"), Markup.FromInterpolated($"[bold]{TerminalText.Clean(model.Id ?? "none")}[/] [dim]({model.Reason})[/]"));
        _ = grid.AddRow(new Markup("[dim]help[/]"), Markup.FromInterpolated($"[dim]/help lists the commands, Ctrl+C stops a response[/]"));
        console.Write(grid);
        console.WriteLine();
    }
}
