namespace LmStudio.AI;

/// <summary>Tells what a model is for. Servers send more types than they document, so that of decision models is not known.</summary>
internal static class ModelKind
{
    /// <summary>Returns whether a model chats. Models that see were a type of their own.</summary>
    public static bool IsLlm(LmStudioModel model) => model.Type is "llm" or "vlm" or "";

    public static bool IsEmbedding(LmStudioModel model) => model.Type is "embedding" or "embeddings";
}
