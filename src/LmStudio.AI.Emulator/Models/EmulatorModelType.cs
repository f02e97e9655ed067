namespace LmStudio.AI.Emulator;

/// <summary>What an <see cref="EmulatorModel"/> is for; <c>type</c> on the wire.</summary>
public enum EmulatorModelType
{
    /// <summary>A language model, <c>llm</c>.</summary>
    Llm,

    /// <summary>An embedding model, <c>embedding</c>.</summary>
    Embedding,
}
