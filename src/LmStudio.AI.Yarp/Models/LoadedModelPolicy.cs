using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Sends a request where its model is loaded, so that it does not make a server load it once more; of several such servers, to the one with the fewest requests for
/// what it can answer at once. Servers that did not answer lately come last.
/// </summary>
internal sealed class LoadedModelPolicy(ModelMap models) : ILoadBalancingPolicy
{
    private readonly Lock _loads = new();
    private uint _turn;

    public string Name => LmStudioReverseProxyDefaults.LoadBalancingPolicy;

    /// <summary>How well a server fits, best first.</summary>
    private enum Fit
    {
        Loaded,
        Loading,
        Downloaded,
        Missing,
        Unreachable,
    }

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        AffinityFeature? feature = context.Features.Get<AffinityFeature>();
        (DestinationState? server, Fit fit) = Choose(feature?.Model, availableDestinations);

        // An id is asked for at several servers, and those that do not have it load nothing.
        if (feature is not { Model: { } model, IsAskingAround: false } || fit is not (Fit.Downloaded or Fit.Missing))
        {
            return server;
        }

        // Of requests at the same time for a model that is loaded nowhere, the first decides who loads it.
        lock (_loads)
        {
            (server, fit) = Choose(model, availableDestinations);
            if (server is not null && fit is (Fit.Downloaded or Fit.Missing))
            {
                models.Expect(server, model);
            }
        }

        return server;
    }

    private (DestinationState? Server, Fit Fit) Choose(string? model, IReadOnlyList<DestinationState> servers)
    {
        DestinationState? best = null;
        (Fit Fit, double Load) bestRank = default;

        // Servers that are equal take turns: each choice begins at another one.
        int count = servers.Count;
        uint first = count == 0 ? 0 : Interlocked.Increment(ref _turn) % (uint)count;
        for (int i = 0; i < count; i++)
        {
            DestinationState server = servers[(int)((first + (uint)i) % (uint)count)];
            (Fit Fit, double Load) rank = Rank(server, model);
            if (best is null || rank.CompareTo(bestRank) < 0)
            {
                best = server;
                bestRank = rank;
            }
        }

        return (best, bestRank.Fit);
    }

    private (Fit Fit, double Load) Rank(DestinationState server, string? model)
    {
        if (models.IsUnreachable(server))
        {
            return (Fit.Unreachable, server.ConcurrentRequestCount);
        }

        ServerModels? known = models.Find(server);
        if (model is null)
        {
            return (known is null or { Loaded.Count: > 0 } ? Fit.Loaded : Fit.Downloaded, server.ConcurrentRequestCount);
        }

        if (known?.Loaded.TryGetValue(model, out int parallel) == true)
        {
            return (Fit.Loaded, (double)server.ConcurrentRequestCount / parallel);
        }

        Fit fit = models.IsExpected(server, model) ? Fit.Loading : known is null || known.Downloaded.Contains(model) ? Fit.Downloaded : Fit.Missing;
        return (fit, (double)server.ConcurrentRequestCount / ServerModels.DefaultParallel);
    }
}
