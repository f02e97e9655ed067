using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>The state of a request in the proxy pipeline.</summary>
internal sealed class AffinityFeature(RequestKind kind, string clusterId)
{
    public RequestKind Kind { get; } = kind;

    public string ClusterId { get; } = clusterId;

    /// <summary>Gets or sets the client's token, to which its conversations are bound.</summary>
    public string Token { get; set; } = "";

    /// <summary>Gets or sets the requested model.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether it is unknown if the server has the conversation, so that another server may have to be tried.
    /// </summary>
    public bool IsOwnerUnknown { get; set; }

    /// <summary>Gets or sets the error of a server that does not have the conversation. It has not been forwarded to the client.</summary>
    public ServerRefusal? Refusal { get; set; }

    /// <summary>Gets or sets the server that responded.</summary>
    public DestinationState? Server { get; set; }
}
