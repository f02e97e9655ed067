using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Selects a server that has the request's model loaded, so that no other server loads it too. If there are several, it selects the one with the fewest
/// requests relative to its number of parallel requests. If all of them are as busy as <see cref="LmStudioAffinityOptions.SpillOverThreshold"/> says, it selects
/// one that can load the model. Servers that did not respond recently are selected last.
/// </summary>
internal sealed class LoadedModelPolicy(ModelMap models, IOptions<LmStudioAffinityOptions> options) : ILoadBalancingPolicy
{
    private readonly double _busy = options.Value.SpillOverThreshold ?? double.PositiveInfinity;
    private readonly Lock _loads = new();
    private uint _turn;

    public string Name => LmStudioReverseProxyDefaults.LoadBalancingPolicy;

    /// <summary>How suitable a server is, from best to worst.</summary>
    private enum Fit
    {
        Loaded,
        Loading,

        /// <summary>Has to load the model, and is not busy.</summary>
        Downloaded,

        /// <summary>Has the model loaded or is loading it, but is busy.</summary>
        Full,

        /// <summary>Has to load the model, and is busy.</summary>
        Busy,

        /// <summary>Recently did not load the model.</summary>
        Failed,
        Missing,
        Unreachable,
    }

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        AffinityFeature? feature = context.Features.Get<AffinityFeature>();
        (DestinationState? server, Fit fit) = Choose(feature?.Model, availableDestinations);

        // A request with an unknown id goes to several servers, and those that do not have the conversation load nothing.
        if (feature is not { Model: { } model, IsOwnerUnknown: false } || !IsLoad(fit))
        {
            return server;
        }

        // If concurrent requests need a model that is not loaded anywhere, the first one determines the server that loads it.
        lock (_loads)
        {
            (server, fit) = Choose(model, availableDestinations);
            if (server is not null && IsLoad(fit))
            {
                models.Loads.Expect(server, model);
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
            double use = (double)server.ConcurrentRequestCount / parallel;
            return (use < _busy ? Fit.Loaded : Fit.Full, use);
        }

        double load = (double)server.ConcurrentRequestCount / ServerModels.DefaultParallel;
        Fit fit = models.Loads.IsExpected(server, model) ? load < _busy ? Fit.Loading : Fit.Full
            : known is not null && !known.Downloaded.Contains(model) ? Fit.Missing
            : models.Loads.HasFailed(server, model) ? Fit.Failed
            : load < _busy ? Fit.Downloaded : Fit.Busy;
        return (fit, load);
    }

    /// <summary>Returns whether a request makes the server load its model.</summary>
    private static bool IsLoad(Fit fit) => fit is Fit.Downloaded or Fit.Busy or Fit.Failed or Fit.Missing;
}
