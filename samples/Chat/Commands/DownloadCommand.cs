using ChatSample.Rendering;
using LmStudio.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>Downloads a model to the server and shows the progress.</summary>
internal sealed class DownloadCommand(IAnsiConsole console, LmStudioClient client)
{
    private const int LongestName = 30;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(string arguments, CancellationToken cancellationToken)
    {
        string[] parts = arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2)
        {
            console.MarkupLine("Usage: [teal]/download <model> [[quantization]][/]. The model is an id in LM Studio's catalog, or an address on huggingface.co, optionally with a quantization.");
            return;
        }

        LmStudioDownloadOptions options = new() { Quantization = parts.ElementAtOrDefault(1), PollInterval = PollInterval };
        LmStudioDownload download;
        try
        {
            download = await console.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn { Width = 30 },
                    new PercentageColumn(),
                    new DownloadedSizeColumn())
                .StartAsync(context => client.EnsureModelDownloadedAsync(parts[0], new Bar(context.AddTask(Markup.Escape(ShortName(parts[0])))), options, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            console.MarkupLine("[yellow]Stopped waiting.[/] LM Studio continues the download.");
            return;
        }

        string size = download.TotalSizeBytes is { } bytes ? $" ({ByteSize.Show(bytes)})" : "";
        console.MarkupLineInterpolated(download.Status == "already_downloaded"
            ? (FormattableString)$"[bold]{parts[0]}[/] is already downloaded. [dim]/models lists it.[/]"
            : $"Downloaded [bold]{parts[0]}[/]{size}. [dim]/models lists it.[/]");
    }

    /// <summary>Returns the last part of an id or address, to leave room for the progress bar.</summary>
    private static string ShortName(string model)
    {
        string name = model[(model.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
    }

    /// <summary>Updates the bar immediately, unlike <see cref="Progress{T}"/>, which does so later, on another thread.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<LmStudioDownloadProgress>
    {
        private readonly string _name = task.Description;

        public void Report(LmStudioDownloadProgress value)
        {
            task.IsIndeterminate = value.TotalBytes is null;
            task.MaxValue = Math.Max(1, value.TotalBytes ?? 1);
            task.Value = value.DownloadedBytes ?? 0;
            task.Description = value.State == LmStudioDownloadState.Paused ? $"{_name} [yellow](paused)[/]" : _name;
        }
    }
}
