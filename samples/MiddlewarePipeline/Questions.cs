using Microsoft.Extensions.AI;

namespace PipelineSample;

/// <summary>Sends independent questions. The responses are written to the output, everything else to the other writer.</summary>
internal sealed class Questions(IChatClient client, TextWriter output, TextWriter notes)
{
    /// <returns>Whether every question got a complete response.</returns>
    public async Task<bool> AnswerAllAsync(IAsyncEnumerable<string> questions, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        await foreach (string question in questions.Where(static question => !string.IsNullOrWhiteSpace(question)).WithCancellation(cancellationToken))
        {
            isWhole &= await TryAnswerAsync(question.Trim(), cancellationToken);
        }

        return isWhole;
    }

    private async Task<bool> TryAnswerAsync(string question, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        bool hasText = false;
        string? told = null;
        try
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(question, cancellationToken: cancellationToken))
            {
                if (update.Text.Length > 0)
                {
                    hasText = true;
                    await output.WriteAsync(Clean(update.Text));
                    await output.FlushAsync(cancellationToken);
                }

                foreach (ErrorContent error in update.Contents.OfType<ErrorContent>())
                {
                    // Some providers end the stream here, and some throw the error afterwards.
                    isWhole = false;
                    told = error.Message;
                    await notes.WriteLineAsync(Clean(told));
                }

                if (hasText && update.FinishReason is not null)
                {
                    // The middleware logs when the stream ends, which is after this update: on a terminal, its line begins below the answer.
                    hasText = false;
                    await output.WriteLineAsync();
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each provider has its own exceptions, and an application that supports any provider cannot list them all.
            isWhole = false;
            if (told is null || !exception.Message.Contains(told, StringComparison.Ordinal))
            {
                await notes.WriteLineAsync(Clean(exception.Message));
            }
        }

        if (hasText)
        {
            await output.WriteLineAsync();
        }

        return isWhole;
    }

    /// <summary>Removes control characters, with which a text could control the terminal.</summary>
    private static string Clean(string? text) => string.Concat((text ?? "").Where(static c => !char.IsControl(c) || c is '\n' or '\t'));
}
