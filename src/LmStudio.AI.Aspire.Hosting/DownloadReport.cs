using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Shows the progress of a download: every report in the state of the resource, and every 10 % in its log.</summary>
internal sealed class DownloadReport(string model, LmStudioServer server, ILogger logger) : IProgress<LmStudioDownloadProgress>
{
    private int _lastTenth = -1;

    /// <summary>Gets the last published state. States are published in order.</summary>
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
