using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Yarp;

/// <summary>Fills in what clusters of LM Studio servers need and the configuration does not say.</summary>
internal sealed class LmStudioConfigFilter : IProxyConfigFilter
{
    /// <summary>Streams are silent for minutes while a model loads or reads a prompt. YARP would give up after 100 seconds.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromDays(1);

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        if (!LmStudioCluster.Is(cluster))
        {
            return new ValueTask<ClusterConfig>(cluster);
        }

        ForwarderRequestConfig request = cluster.HttpRequest ?? ForwarderRequestConfig.Empty;
        return new ValueTask<ClusterConfig>(cluster with
        {
            LoadBalancingPolicy = cluster.LoadBalancingPolicy ?? LmStudioReverseProxyDefaults.LoadBalancingPolicy,
            HttpRequest = request with { ActivityTimeout = request.ActivityTimeout ?? ActivityTimeout },
        });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);
}
