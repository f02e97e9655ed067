using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Reads what the configuration of a cluster and its destinations says about LM Studio.</summary>
internal static class LmStudioCluster
{
    /// <summary>Returns whether a cluster is one of LM Studio servers.</summary>
    public static bool Is([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] ClusterConfig? cluster) =>
        cluster is not null
        && (string.Equals(cluster.LoadBalancingPolicy, LmStudioReverseProxyDefaults.LoadBalancingPolicy, StringComparison.OrdinalIgnoreCase) || HasMetadata(cluster));

    /// <summary>Returns the token for a server, or <see langword="null"/> where the client's token is passed on.</summary>
    public static string? FindApiToken(DestinationState destination) =>
        destination.Model.Config.Metadata?.GetValueOrDefault(LmStudioReverseProxyDefaults.ApiTokenMetadata) is { Length: > 0 } token ? token : null;

    private static bool HasMetadata(ClusterConfig cluster) =>
        cluster.Metadata?.TryGetValue(LmStudioReverseProxyDefaults.ClusterMetadata, out string? value) == true && bool.TryParse(value, out bool isLmStudio) && isLmStudio;
}
