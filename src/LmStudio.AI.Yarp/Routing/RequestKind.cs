namespace LmStudio.AI.Yarp;

/// <summary>What a request is about, as far as its server depends on it.</summary>
internal enum RequestKind
{
    /// <summary>Anything else: it goes where YARP's policy sends it.</summary>
    Other,

    /// <summary>A chat that may continue a stored conversation, and whose answer may be stored.</summary>
    Conversation,

    /// <summary>A request to a model, without a stored conversation.</summary>
    Inference,

    /// <summary>A list of models.</summary>
    ModelList,

    /// <summary>A load, unload or download, or the state of one.</summary>
    ModelManagement,
}
