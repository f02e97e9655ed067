namespace LmStudio.AI;

/// <summary>What is in progress before the first token.</summary>
public enum LmStudioProgressKind
{
    /// <summary>The model is loaded into memory.</summary>
    ModelLoad,

    /// <summary>The model reads the prompt.</summary>
    PromptProcessing,
}
