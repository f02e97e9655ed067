using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Selects a server that has the request's model loaded, so that no other server loads it too. If there are several, it selects the one with the fewest
/// requests relative to its number of parallel requests. Servers that did not respond recently are selected last.
/// </summary>
internal sealed class LoadedModelPolicy(ModelMap models) : ILoadBalancingPolicy
{
    private readonly Lock _loads = new();
    private uint _turn;

    public string Name => LmStudioReverseProxyDefaults.LoadBalancingPolicy;

    /// <summary>How suitable a server is, from best to worst.</summary>
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

        // A request with an unknown id goes to several servers, and those that do not have the conversation load nothing.
        if (feature is not { Model: { } model, IsAskingAround: false } || fit is not (Fit.Downloaded or Fit.Missing))
        {
            return server;
        }

        // If concurrent requests need a model that is not loaded anywhere, the first one determines the server that loads it.
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

        // Equally suitable servers take turns: each selection starts with another one.
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
