using LmStudio.AI;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ChatSample.Rendering;

/// <summary>Shows progress while there is no content to show: loading the model, processing the prompt, or waiting.</summary>
internal sealed class WaitView(IAnsiConsole console)
{
    /// <summary>No progress bar is shown for operations that take less time than this.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(50);

    private volatile LmStudioProgress? _progress;

    /// <summary>Reads updates up to the next one that has content or ends the response.</summary>
    /// <returns>Whether there is one.</returns>
    public async Task<bool> ReadToContentAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        _progress = null;
        Task<bool> reading = ReadAsync(updates);
        if (await Task.WhenAny(reading, Task.Delay(Grace)) != reading)
        {
            await console.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageOrTimeColumn())
                .StartAsync(context => ShowAsync(context, reading));
        }

        return await reading;
    }

    private async Task<bool> ReadAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        while (await updates.MoveNextAsync())
        {
            ChatResponseUpdate update = updates.Current;
            _progress = update.Progress ?? _progress;
            if (update.Contents.Count > 0 || update.FinishReason is not null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task ShowAsync(ProgressContext context, Task reading)
    {
        ProgressTask? task = null;
        string? shown = null;
        while (!reading.IsCompleted)
        {
            LmStudioProgress? progress = _progress is { Fraction: < 1 } current ? current : null;
            string description = Describe(progress);
            if (task is null || description != shown)
            {
                // A terminal that cannot redraw a line gets one line per task, but none for "Waiting".
                task?.StopTask();
                task = progress is null && !console.Profile.Capabilities.Ansi ? null : context.AddTask(description, maxValue: 1);
                shown = description;
            }

            if (task is not null)
            {
                task.IsIndeterminate = progress is null;
                task.Value = progress?.Fraction ?? 0;
            }

            _ = await Task.WhenAny(reading, Task.Delay(RefreshInterval));
        }
    }

    private static string Describe(LmStudioProgress? progress) => progress?.Kind switch
    {
        LmStudioProgressKind.ModelLoad => $"Loading {Markup.Escape(TerminalText.Clean(progress.InstanceId ?? "the model"))}",
        LmStudioProgressKind.PromptProcessing => "Processing the prompt",
        _ => "Waiting",
    };
}
