namespace LmStudio.AI;

/// <summary>Specifies the condition that a health check verifies. Each value includes the previous ones.</summary>
public enum LmStudioHealthRequirement
{
    /// <summary>The server responds and accepts the API token.</summary>
    ServerResponds,

    /// <summary>The model is downloaded or, if none is specified, any LLM.</summary>
    ModelDownloaded,

    /// <summary>The model is loaded or, if none is specified, any LLM. A model that is still loading does not count.</summary>
    ModelLoaded,
}
