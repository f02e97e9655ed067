using System.Globalization;
using ChatSample.Rendering;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>Commands that change the settings of the next message.</summary>
internal sealed class ConversationCommands(IAnsiConsole console, ChatSession session)
{
    /// <summary>The argument that resets a setting.</summary>
    private const string None = "none";

    public Task StartOverAsync(string arguments, CancellationToken cancellationToken)
    {
        session.StartOver();
        console.MarkupLine("A new conversation.");
        return Task.CompletedTask;
    }

    /// <summary>Goes back to an earlier turn. Without a number, lists the turns.</summary>
    public Task BranchAsync(string number, CancellationToken cancellationToken)
    {
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int turns) && turns <= session.Turns.Count)
        {
            session.BranchAfter(turns);
            console.MarkupLineInterpolated(turns == 0
                ? (FormattableString)$"The conversation starts again."
                : $"The next message continues after [bold]{TerminalText.Clean(session.Turns[^1].Question)}[/].");
            return Task.CompletedTask;
        }

        console.MarkupLineInterpolated($"Usage: [teal]/branch <number>[/] continues after that turn and removes the turns after it.");
        for (int index = 0; index < session.Turns.Count; index++)
        {
            console.MarkupLineInterpolated($"  [bold]{index + 1}[/] {TerminalText.Clean(session.Turns[index].Question)}");
        }

        return Task.CompletedTask;
    }

    public Task SetSystemPromptAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > 0)
        {
            session.SystemPrompt = text == None ? null : text;
        }

        if (session.SystemPrompt is null)
        {
            console.MarkupLineInterpolated($"There is no system prompt. [dim]/system <text> sets one.[/]");
        }
        else
        {
            console.MarkupLineInterpolated($"System prompt: {session.SystemPrompt} [dim](/system none removes it)[/]");
        }

        return Task.CompletedTask;
    }

    public Task SetReasoningAsync(string effort, CancellationToken cancellationToken)
    {
        ReasoningEffort? parsed = effort.ToLowerInvariant() switch
        {
            None => ReasoningEffort.None,
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            _ => null,
        };
        if (parsed is null)
        {
            string current = session.Reasoning?.ToString().ToLowerInvariant() ?? "the model's default";
            console.MarkupLineInterpolated($"Usage: [teal]/reasoning <none|low|medium|high>[/]. The current setting is {current}.");
            return Task.CompletedTask;
        }

        session.Reasoning = parsed;

        // The connector uses the nearest value that the model accepts, and omits it for a model without the setting.
        console.MarkupLineInterpolated($"Reasoning is now [bold]{effort.ToLowerInvariant()}[/], or the nearest setting that the model has.");
        return Task.CompletedTask;
    }

    public Task AddMcpServerAsync(string arguments, CancellationToken cancellationToken)
    {
        string[] parts = arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2)
        {
            console.MarkupLineInterpolated($"Usage: [teal]/mcp <label> <url-or-plugin-id>[/], for example /mcp huggingface https://huggingface.co/mcp or /mcp files mcp/files.");
            foreach (HostedMcpServerTool known in session.McpServers)
            {
                console.MarkupLineInterpolated($"  [bold]{known.ServerName}[/] {ShowAddress(known.ServerAddress)}");
            }

            return Task.CompletedTask;
        }

        session.AddMcpServer(new HostedMcpServerTool(parts[0], parts[1]));
        console.MarkupLineInterpolated($"The model can now use the tools of [bold]{parts[0]}[/]. [dim]LM Studio calls them without asking for approval.[/]");
        return Task.CompletedTask;
    }

    /// <summary>Omits the query, which contains a key for some servers.</summary>
    private static string ShowAddress(string address) =>
        TerminalText.Clean(Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.GetLeftPart(UriPartial.Path) : address);
}
