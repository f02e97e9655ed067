namespace LmStudio.AI.Emulator;

/// <summary>Specifies the type of an <see cref="EmulatorModel"/>, which is <c>type</c> in JSON.</summary>
public enum EmulatorModelType
{
    /// <summary>A language model, <c>llm</c>.</summary>
    Llm,

    /// <summary>An embedding model, <c>embedding</c>.</summary>
    Embedding,

    /// <summary>A decision model of LM Studio 0.4.26, <c>decision</c>. The name that LM Studio uses is unknown; this one is an example.</summary>
    Decision,
}
