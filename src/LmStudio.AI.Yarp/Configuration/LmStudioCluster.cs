using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Reads the LM Studio settings of a cluster and its destinations.</summary>
internal static class LmStudioCluster
{
    /// <summary>Returns whether the servers of a cluster are LM Studio servers.</summary>
    public static bool Is([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] ClusterConfig? cluster) =>
        cluster is not null
        && (string.Equals(cluster.LoadBalancingPolicy, LmStudioReverseProxyDefaults.LoadBalancingPolicy, StringComparison.OrdinalIgnoreCase) || HasMetadata(cluster));

    /// <summary>Returns the token for a server, or <see langword="null"/> if the client's token is forwarded.</summary>
    public static string? FindApiToken(DestinationState destination) =>
        destination.Model.Config.Metadata?.GetValueOrDefault(LmStudioReverseProxyDefaults.ApiTokenMetadata) is { Length: > 0 } token ? token : null;

    private static bool HasMetadata(ClusterConfig cluster) =>
        cluster.Metadata?.TryGetValue(LmStudioReverseProxyDefaults.ClusterMetadata, out string? value) == true && bool.TryParse(value, out bool isLmStudio) && isLmStudio;
}
