namespace LmStudio.AI.Emulator;

/// <summary>What an <see cref="EmulatorModel"/> is for; <c>type</c> on the wire.</summary>
public enum EmulatorModelType
{
    /// <summary>A language model, <c>llm</c>.</summary>
    Llm,

    /// <summary>An embedding model, <c>embedding</c>.</summary>
    Embedding,

    /// <summary>A decision model of LM Studio 0.4.26, <c>decision</c>. Nobody has published what the server calls it, so treat the name as an example.</summary>
    Decision,
}
