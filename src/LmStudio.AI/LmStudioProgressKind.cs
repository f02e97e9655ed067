namespace LmStudio.AI;

/// <summary>Specifies the operation that is in progress before the first token.</summary>
public enum LmStudioProgressKind
{
    /// <summary>The server is loading the model into memory.</summary>
    ModelLoad,

    /// <summary>The model is processing the prompt.</summary>
    PromptProcessing,
}
