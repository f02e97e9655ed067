using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Yarp;

/// <summary>Adds the defaults for clusters of LM Studio servers to the configuration.</summary>
internal sealed class LmStudioConfigFilter : IProxyConfigFilter
{
    /// <summary>Streams are silent for minutes while a model is loading or processing a prompt. YARP's default is 100 seconds.</summary>
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
