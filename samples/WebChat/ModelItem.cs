using LmStudio.AI;

namespace WebChatSample;

/// <summary>A model to choose on the page.</summary>
/// <param name="Key">What a turn names it by.</param>
/// <param name="Name">The name for people.</param>
/// <param name="IsLoaded">Whether it answers at once.</param>
/// <param name="ContextLength">The context that it is loaded with, in tokens; null when it is not loaded.</param>
/// <param name="MaxContextLength">The largest context, in tokens.</param>
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
