using LmStudio.AI;

namespace WebChatSample;

/// <summary>A model in the page's list.</summary>
/// <param name="Key">The key for turns.</param>
/// <param name="Name">The display name.</param>
/// <param name="IsLoaded">Whether it is loaded.</param>
/// <param name="ContextLength">The context length of the loaded instance, in tokens, or null if the model is not loaded.</param>
/// <param name="MaxContextLength">The maximum context length, in tokens.</param>
/// <param name="Parameters">The number of parameters, like <c>8B</c>.</param>
/// <param name="SizeBytes">The size on disk.</param>
/// <param name="Vision">Whether it understands images.</param>
/// <param name="Tools">Whether it was trained to use tools.</param>
/// <param name="Efforts">The reasoning settings that it takes.</param>
/// <param name="DefaultEffort">The reasoning setting where a turn has none.</param>
internal sealed record ModelItem(
    string Key,
    string Name,
    bool IsLoaded,
    int? ContextLength,
    int? MaxContextLength,
    string? Parameters,
    long? SizeBytes,
    bool Vision,
    bool Tools,
    IList<string> Efforts,
    string? DefaultEffort)
{
    public static ModelItem From(LmStudioModel model) => new(
        model.Key,
        model.DisplayName ?? model.Key,
        model.LoadedInstances.Count > 0,
        model.LoadedInstances.FirstOrDefault()?.Config?.ContextLength,
        model.MaxContextLength,
        model.ParamsString,
        model.SizeBytes,
        model.Capabilities?.Vision ?? false,
        model.Capabilities?.TrainedForToolUse ?? false,
        model.Capabilities?.Reasoning?.AllowedOptions ?? [],
        model.Capabilities?.Reasoning?.Default);
}
