using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Periodically requests the list of models from each server.</summary>
internal sealed partial class ModelPoller(
    IProxyStateLookup proxy, ModelMap models, IOptions<LmStudioAffinityOptions> options, TimeProvider timeProvider, ILogger<ModelPoller> logger) : BackgroundService
{
    /// <summary>Requests the lists of all servers once, concurrently.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        List<DestinationState> servers = [];
        List<Task> polls = [];
        foreach (ClusterState cluster in proxy.GetClusters())
        {
            if (LmStudioCluster.Is(cluster.Model?.Config))
            {
                foreach (DestinationState server in cluster.DestinationsState.AllDestinations)
                {
                    servers.Add(server);
                    polls.Add(PollAsync(cluster.Model, server, cancellationToken));
                }
            }
        }

        models.Prune(servers);
        await Task.WhenAll(polls).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.ModelPollInterval, timeProvider);
        do
        {
            await PollAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task PollAsync(ClusterModel cluster, DestinationState server, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.ModelPollTimeout);
        try
        {
            (int status, JsonDocument? body) = await ModelListClient.GetAsync(cluster, server, "/api/v1/models", authorization: null, timeout.Token).ConfigureAwait(false);
            using (body)
            {
                if (body is not null && ModelListReader.Read(body.RootElement) is { } list)
                {
                    models.Report(server, list);
                }
                else
                {
                    // The server responds, but not with its models; most likely, a token is missing.
                    models.ReportAnswer(server, model: null, isSuccess: false);
                    LogNoList(logger, server.DestinationId, status);
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            models.ReportUnreachable(server);
            LogUnreachable(logger, server.DestinationId, exception.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "{Server} did not return its models (status {Status}). If it requires a token, set LmStudioApiToken in the metadata of its destination.")]
    private static partial void LogNoList(ILogger logger, string server, int status);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "{Server} did not return its models: {Failure}.")]
    private static partial void LogUnreachable(ILogger logger, string server, string failure);
}
