using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>Loads models in the background when the host starts, one after the other.</summary>
internal sealed class ModelWarmupService(LmStudioClientSource source, IReadOnlyList<LmStudioLoadRequest> requests, ILogger logger) : BackgroundService
{
    private IReadOnlyList<LmStudioLoadRequest> _wanted = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _wanted = requests.Count > 0 ? requests
            : source.Model is { } model ? [new LmStudioLoadRequest { Model = model }]
            : [];
        foreach (LmStudioLoadRequest request in _wanted)
        {
            // Before any other service in the host can request the model.
            source.Warmups.Begin(request.Model!);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Older hosts run the code up to the first await synchronously.
        await Task.Yield();

        if (_wanted.Count == 0)
        {
            HostingLog.NothingToWarmUp(logger);
        }

        bool goesOn = true;
        foreach (LmStudioLoadRequest request in _wanted)
        {
            goesOn = goesOn && await TryLoadAsync(request, stoppingToken).ConfigureAwait(false);
            source.Warmups.End(request.Model!);
        }
    }

    /// <summary>Loads a model, or logs why it cannot be loaded. Returns whether the host is still running.</summary>
    private async Task<bool> TryLoadAsync(LmStudioLoadRequest request, CancellationToken stoppingToken)
    {
        string model = request.Model!;
        try
        {
            LmStudioClient client = source.Client;
            HostingLog.WarmingUp(logger, model, client.Endpoint);
            Stopwatch watch = Stopwatch.StartNew();

            // Handlers and token providers of the user's may not listen to cancellation. The host stops all the same.
            LmStudioLoadedModel loaded = await TaskWaiting.WaitAsync(client.EnsureModelLoadedAsync(request, stoppingToken), stoppingToken).ConfigureAwait(false);
            if (loaded.IsNewlyLoaded)
            {
                HostingLog.WarmedUp(logger, model, loaded.InstanceId, watch.Elapsed.TotalSeconds);
            }
            else
            {
                HostingLog.WasWarm(logger, model, loaded.InstanceId);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            HostingLog.WarmupStopped(logger, model);
            return false;
        }
        catch (Exception exception)
        {
            // A missing model must not stop the host: requests that need it throw the same error.
            HostingLog.WarmupFailed(logger, model, exception.Message, exception);
        }

        return true;
    }
}
