namespace LmStudio.AI;

/// <summary>Determines the kind of a model. Servers send undocumented types, such as that of decision models.</summary>
internal static class ModelKind
{
    /// <summary>Returns whether a model supports chats. Vision models used to have their own type.</summary>
    public static bool IsLlm(LmStudioModel model) => model.Type is "llm" or "vlm" or "";

    public static bool IsEmbedding(LmStudioModel model) => model.Type is "embedding" or "embeddings";
}
