namespace LmStudio.AI.Yarp;

/// <summary>The kind of a request, which determines its server.</summary>
internal enum RequestKind
{
    /// <summary>Any other request: YARP's load-balancing policy selects the server.</summary>
    Other,

    /// <summary>A chat that may continue a stored conversation and whose response may be stored.</summary>
    Conversation,

    /// <summary>A request to a model, without a stored conversation.</summary>
    Inference,

    /// <summary>A list of models.</summary>
    ModelList,

    /// <summary>A load, unload or download, or the status of a download.</summary>
    ModelManagement,
}
