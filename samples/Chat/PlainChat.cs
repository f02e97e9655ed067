using ChatSample.Rendering;
using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>
/// One message and its response as plain text, for scripts and pipes: the response is written to the output, everything else to the error output.
/// </summary>
internal static class PlainChat
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ChatSettings settings, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            string message = (settings.Prompt ?? await input.ReadToEndAsync(cancellationToken)).Trim();
            if (message.Length == 0)
            {
                await error.WriteLineAsync("The prompt is empty.");
                return 1;
            }

            await using ChatServer server = await ChatServer.FindAsync(settings, cancellationToken);
            foreach (string notice in server.Notices)
            {
                await error.WriteLineAsync(notice);
            }

            ModelChoice model = await ModelChoice.MakeAsync(server.Client, settings.Model, cancellationToken);
            await error.WriteLineAsync($"Model: {TerminalText.Clean(model.Id ?? "-")} ({model.Reason})");

            ChatSession session = new(server.Client) { Model = model.Id, SystemPrompt = settings.SystemPrompt };
            session.McpServers.AddRange(settings.McpServers);
            await AnswerAsync(session.AskAsync(message, cancellationToken), output, error);
            return 0;
        }
        catch (Exception exception) when (ChatFailure.IsExpected(exception))
        {
            await error.WriteLineAsync(TerminalText.Clean(ChatFailure.Describe(exception, hasCommands: false)));
            return 1;
        }
    }

    private static async Task AnswerAsync(IAsyncEnumerable<ChatResponseUpdate> updates, TextWriter output, TextWriter error)
    {
        bool endsLine = true;
        try
        {
            await foreach (ChatResponseUpdate update in updates)
            {
                foreach (AIContent content in update.Contents)
                {
                    switch (content)
                    {
                        case TextContent text:
                            string cleaned = TerminalText.Clean(text.Text);
                            await output.WriteAsync(cleaned);
                            await output.FlushAsync();
                            endsLine = cleaned.Length > 0 ? cleaned[^1] == '\n' : endsLine;
                            break;
                        case McpServerToolCallContent call:
                            await error.WriteLineAsync($"Tool: {ToolText.Call(call)}");
                            break;
                    }
                }
            }
        }
        finally
        {
            if (!endsLine)
            {
                await output.WriteLineAsync();
            }
        }
    }
}
