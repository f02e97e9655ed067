using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Shows the progress of a download: in the state of the resource each time, in its log with each tenth.</summary>
internal sealed class DownloadReport(string model, LmStudioServer server, ILogger logger) : IProgress<LmStudioDownloadProgress>
{
    private int _lastTenth = -1;

    /// <summary>Gets the state that was published last. States come in order.</summary>
    public Task LastState { get; private set; } = Task.CompletedTask;

    public void Report(LmStudioDownloadProgress value)
    {
        if (value.State == LmStudioDownloadState.AlreadyDownloaded)
        {
            return;
        }

        LastState = PublishAfterAsync(LastState, $"{model}: {value}");
        int tenth = (int)((value.Fraction ?? 0) * 10);
        if (tenth != _lastTenth)
        {
            _lastTenth = tenth;
            ServerLog.Download(logger, model, value);
        }
    }

    private async Task PublishAfterAsync(Task last, string state)
    {
        await last.ConfigureAwait(false);
        await server.PublishAsync(state, KnownResourceStateStyles.Info).ConfigureAwait(false);
    }
}
