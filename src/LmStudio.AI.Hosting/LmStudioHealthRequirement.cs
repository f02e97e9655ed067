namespace LmStudio.AI;

/// <summary>What a health check of LM Studio asks for. Each value includes those before it.</summary>
public enum LmStudioHealthRequirement
{
    /// <summary>The server answers, and accepts the token.</summary>
    ServerAnswers,

    /// <summary>The model is downloaded; without a model, any LLM is.</summary>
    ModelDownloaded,

    /// <summary>The model is loaded; without a model, any LLM is. A model that is being loaded is not loaded.</summary>
    ModelLoaded,
}
