using ChatSample.Rendering;
using LmStudio.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>Downloads a model to the server and shows how far it is.</summary>
internal sealed class DownloadCommand(IAnsiConsole console, LmStudioClient client)
{
    private const int LongestName = 30;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(string arguments, CancellationToken cancellationToken)
    {
        string[] parts = arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2)
        {
            console.MarkupLine("Usage: [teal]/download <model> [[quantization]][/]. The model is an id of LM Studio's catalog, or an address on huggingface.co, which is what takes a quantization.");
            return;
        }

        LmStudioDownload download = await client.DownloadModelAsync(parts[0], parts.ElementAtOrDefault(1), cancellationToken);
        if (download is { Status: "downloading" or "paused", JobId: { } jobId })
        {
            try
            {
                download = await console.Progress()
                    .AutoClear(true)
                    .Columns(
                        new TaskDescriptionColumn { Alignment = Justify.Left },
                        new ProgressBarColumn { Width = 30 },
                        new PercentageColumn(),
                        new DownloadedSizeColumn())
                    .StartAsync(context => FollowAsync(download, jobId, context.AddTask(Markup.Escape(ShortName(parts[0]))), cancellationToken));
            }
            catch (OperationCanceledException)
            {
                console.MarkupLine("[yellow]No longer watching.[/] LM Studio goes on with the download.");
                return;
            }
        }

        ShowEnd(parts[0], download);
    }

    private async Task<LmStudioDownload> FollowAsync(LmStudioDownload download, string jobId, ProgressTask task, CancellationToken cancellationToken)
    {
        string name = task.Description;
        while (download.Status is not ("completed" or "failed" or "already_downloaded"))
        {
            task.IsIndeterminate = download.TotalSizeBytes is null;
            task.MaxValue = Math.Max(1, download.TotalSizeBytes ?? 1);
            task.Value = download.DownloadedBytes ?? 0;
            task.Description = download.Status == "paused" ? $"{name} [yellow](paused)[/]" : name;
            await Task.Delay(PollInterval, cancellationToken);
            download = await client.GetDownloadStatusAsync(jobId, cancellationToken);
        }

        return download;
    }

    /// <summary>Returns the last part of an id or address: a long one would leave no room for the bar.</summary>
    private static string ShortName(string model)
    {
        string name = model[(model.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
    }

    private void ShowEnd(string model, LmStudioDownload download)
    {
        switch (download.Status)
        {
            case "completed":
                string size = download.TotalSizeBytes is { } bytes ? $" ({ByteSize.Show(bytes)})" : "";
                console.MarkupLineInterpolated($"Downloaded [bold]{model}[/]{size}. [dim]/models lists it.[/]");
                break;
            case "already_downloaded":
                console.MarkupLineInterpolated($"[bold]{model}[/] is there already. [dim]/models lists it.[/]");
                break;
            default:
                console.MarkupLineInterpolated($"[red]The download of {model} ended: {TerminalText.Clean(download.Error ?? download.Status)}[/]");
                break;
        }
    }
}
