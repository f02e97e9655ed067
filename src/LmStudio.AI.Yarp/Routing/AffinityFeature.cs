using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>What the steps of the pipeline know of a request.</summary>
internal sealed class AffinityFeature(RequestKind kind, string clusterId)
{
    public RequestKind Kind { get; } = kind;

    public string ClusterId { get; } = clusterId;

    /// <summary>Gets or sets the client's token, by which its conversations are known.</summary>
    public string Token { get; set; } = "";

    /// <summary>Gets or sets the model that the request names.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets a value indicating whether the server is not known to have the conversation, so that its refusal may not be the last word.</summary>
    public bool IsAskingAround { get; set; }

    /// <summary>Gets or sets the refusal of a server that does not have the conversation. It is not passed on yet.</summary>
    public ServerRefusal? Refusal { get; set; }

    /// <summary>Gets or sets the server that answered.</summary>
    public DestinationState? Server { get; set; }
}
