namespace LmStudio.AI.Emulator;

/// <summary>Represents a loaded instance of a model.</summary>
public sealed class EmulatorInstance
{
    internal EmulatorInstance(string id, EmulatorModel model, LoadConfig config, DateTimeOffset? expiresAt, TimeSpan? timeToLive)
    {
        Id = id;
        Model = model;
        Config = config;
        ExpiresAt = expiresAt;
        TimeToLive = timeToLive;
    }

    /// <summary>Gets the instance id: the key of the model, followed by <c>:2</c>, <c>:3</c> and so on for further instances of the same model.</summary>
    public string Id { get; }

    /// <summary>Gets the model.</summary>
    public EmulatorModel Model { get; }

    /// <summary>Gets the context length, in tokens.</summary>
    public int ContextLength => Config.ContextLength;

    /// <summary>
    /// Gets a value indicating whether a chat request loaded the instance. Such an instance is unloaded one hour after its last use, or after the <c>ttl</c> of
    /// the request.
    /// </summary>
    public bool LoadedJustInTime => ExpiresAt is not null;

    internal LoadConfig Config { get; }

    internal DateTimeOffset? ExpiresAt { get; }

    internal TimeSpan? TimeToLive { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
