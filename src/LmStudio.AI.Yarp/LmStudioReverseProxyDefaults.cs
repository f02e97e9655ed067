namespace LmStudio.AI.Yarp;

/// <summary>Names used in configuration, by clients and in telemetry.</summary>
public static class LmStudioReverseProxyDefaults
{
    /// <summary>
    /// The name of the load-balancing policy that sends a request to the least busy server that has the model loaded. Affinity applies to clusters with this
    /// policy.
    /// </summary>
    public const string LoadBalancingPolicy = "LmStudio";

    /// <summary>The metadata key of a cluster. With the value <c>true</c>, affinity applies to the cluster regardless of its load-balancing policy.</summary>
    public const string ClusterMetadata = "LmStudio";

    /// <summary>
    /// The metadata key of a destination. The value is the server's API token, which replaces the client's token. Requests that manage models are always sent
    /// with the client's token.
    /// </summary>
    public const string ApiTokenMetadata = "LmStudioApiToken";

    /// <summary>
    /// The header that contains the destination id of a server. Every response has it. In a request below <c>/api/v1/models</c>, it specifies the server; in
    /// other requests, it has no effect. It is not forwarded to servers.
    /// </summary>
    public const string ServerHeader = "X-LmStudio-Server";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LmStudio.AI.Yarp";
}
