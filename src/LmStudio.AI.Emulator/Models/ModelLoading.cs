namespace LmStudio.AI.Emulator;

/// <summary>A chat's way to an instance: found loaded or loaded for it.</summary>
internal sealed class ModelLoading(string requestedName, EmulatorModel model, int? contextLength, TimeSpan? timeToLive = null)
{
    public string RequestedName { get; } = requestedName;

    public EmulatorModel Model { get; } = model;

    /// <summary>Gets the context to load with. An instance that is loaded already keeps its own.</summary>
    public int? ContextLength { get; } = contextLength;

    /// <summary>Gets how long the instance stays loaded when it isn't used; null for the default. An instance that is loaded already keeps its own.</summary>
    public TimeSpan? TimeToLive { get; } = timeToLive;

    /// <summary>Gets or sets the instance; null when it could not be loaded.</summary>
    public EmulatorInstance? Instance { get; set; }

    /// <summary>Gets or sets how long loading took; null when nothing had to be loaded.</summary>
    public TimeSpan? LoadTime { get; set; }

    /// <summary>Gets the id of the instance that answers or, while it has to be loaded, that is going to.</summary>
    public string InstanceId(ModelLoader loader) => loader.FindInstance(RequestedName)?.Id ?? Model.Key;
}
