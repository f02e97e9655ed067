using LmStudio.AI;
using Microsoft.Extensions.AI;
using Samples;

namespace AgentSample;

/// <summary>A conversation with an assistant. Responses are written to the output, everything else to the other writer.</summary>
internal sealed class Conversation(IAssistant assistant, TextWriter output, TextWriter notes)
{
    /// <summary>Finds the server, and responds to the messages.</summary>
    /// <param name="settings">The settings of the command line.</param>
    /// <param name="input">The messages, one per line.</param>
    /// <param name="output">Receives the responses.</param>
    /// <param name="notes">Receives everything else.</param>
    /// <param name="isInteractive">Whether a user types the messages.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(AgentSettings settings, TextReader input, TextWriter output, TextWriter notes, bool isInteractive, CancellationToken cancellationToken)
    {
        try
        {
            await using AgentServer server = await AgentServer.FindAsync(settings, cancellationToken);
            if (server.IsEmulated)
            {
                await notes.WriteLineAsync("LM Studio does not respond: using the emulator's demo model instead. To use LM Studio, install it from https://lmstudio.ai and run `lms server start` first.");
            }

            string model = await server.ChooseModelAsync(settings.Model, cancellationToken);
            await notes.WriteLineAsync($"Model: {TerminalText.Clean(model)}");
            IAssistant assistant = settings.UseKernelLoop ? new KernelAssistant(server, model, notes) : new AgentAssistant(server, model, notes);
            Conversation conversation = new(assistant, output, notes);

            bool isWhole = await conversation.AnswerAllAsync(
                settings.Prompts.Count > 0 ? settings.Prompts.ToAsyncEnumerable() : TypedLines.ReadAsync(input, isInteractive ? notes : null, cancellationToken),
                cancellationToken);
            return isWhole ? 0 : 1;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await notes.WriteLineAsync(TerminalText.Clean(exception.Message));
            return 1;
        }
    }

    private static bool IsExpected(Exception exception) => exception is LmStudioException or NotSupportedException or ArgumentException;

    /// <returns>Whether every message got a response.</returns>
    private async Task<bool> AnswerAllAsync(IAsyncEnumerable<string> messages, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        await foreach (string message in messages.Where(static message => !string.IsNullOrWhiteSpace(message)).WithCancellation(cancellationToken))
        {
            isWhole &= await TryAnswerAsync(message.Trim(), cancellationToken);
        }

        return isWhole;
    }

    private async Task<bool> TryAnswerAsync(string message, CancellationToken cancellationToken)
    {
        try
        {
            bool isThinking = false;
            await foreach (AIContent content in assistant.AnswerAsync(message, cancellationToken))
            {
                switch (content)
                {
                    case TextReasoningContent when !isThinking:
                        isThinking = true;
                        await notes.WriteLineAsync("(thinks)");
                        break;

                    case TextContent text:
                        await output.WriteAsync(TerminalText.Clean(text.Text));
                        await output.FlushAsync(cancellationToken);
                        break;
                }
            }

            await output.WriteLineAsync();
            return true;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await notes.WriteLineAsync(TerminalText.Clean(exception.Message));
            return false;
        }
    }
}
