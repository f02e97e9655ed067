namespace LmStudio.AI.Emulator;

/// <summary>The instance of a chat: either loaded already or loaded for the chat.</summary>
internal sealed class ModelLoading(string requestedName, EmulatorModel model, int? contextLength, TimeSpan? timeToLive = null)
{
    public string RequestedName { get; } = requestedName;

    public EmulatorModel Model { get; } = model;

    /// <summary>Gets the context length for the load. An instance that is already loaded keeps its own.</summary>
    public int? ContextLength { get; } = contextLength;

    /// <summary>Gets the idle time after which the instance is unloaded, or null for the default. An instance that is already loaded keeps its own.</summary>
    public TimeSpan? TimeToLive { get; } = timeToLive;

    /// <summary>Gets or sets the instance, or null if it could not be loaded.</summary>
    public EmulatorInstance? Instance { get; set; }

    /// <summary>Gets or sets the time that the load took, or null if nothing was loaded.</summary>
    public TimeSpan? LoadTime { get; set; }

    /// <summary>Gets the id of the instance that responds, also before it is loaded.</summary>
    public string InstanceId(ModelLoader loader) => loader.FindInstance(RequestedName)?.Id ?? Model.Key;
}
