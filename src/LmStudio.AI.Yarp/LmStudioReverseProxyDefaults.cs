namespace LmStudio.AI.Yarp;

/// <summary>The names that configuration, clients and telemetry use.</summary>
public static class LmStudioReverseProxyDefaults
{
    /// <summary>
    /// The name of the load-balancing policy that sends a request to the least busy server that has the model loaded. A cluster with this policy is a cluster of
    /// LM Studio servers.
    /// </summary>
    public const string LoadBalancingPolicy = "LmStudio";

    /// <summary>
    /// The key in the metadata of a cluster. The value <c>true</c> makes the cluster one of LM Studio servers whatever its load-balancing policy is.
    /// </summary>
    public const string ClusterMetadata = "LmStudio";

    /// <summary>
    /// The key in the metadata of a destination. The value is the API token of that server, which then replaces the client's token. Requests that manage models are
    /// sent with the client's own token always.
    /// </summary>
    public const string ApiTokenMetadata = "LmStudioApiToken";

    /// <summary>
    /// The header that names a server, by the id of its destination. Each answer has it. In a request below <c>/api/v1/models</c>, it says which server is to
    /// get the request; in other requests it has no effect. It is not passed on to servers.
    /// </summary>
    public const string ServerHeader = "X-LmStudio-Server";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LmStudio.AI.Yarp";
}
