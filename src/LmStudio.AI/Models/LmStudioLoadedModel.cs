using System.Globalization;

namespace LmStudio.AI;

/// <summary>A loaded instance that a program asked for, and how it compares with what was asked.</summary>
public sealed class LmStudioLoadedModel
{
    internal LmStudioLoadedModel(string modelKey, string instanceId, bool wasLoaded, LmStudioLoadConfig? config, IReadOnlyList<LmStudioLoadDifference> differences)
    {
        ModelKey = modelKey;
        InstanceId = instanceId;
        WasLoaded = wasLoaded;
        Config = config;
        Differences = differences;
    }

    /// <summary>Gets the key of the model, for instance <c>qwen/qwen3-8b</c>.</summary>
    public string ModelKey { get; }

    /// <summary>Gets the exact id of the instance: the one to chat with and to unload by.</summary>
    public string InstanceId { get; }

    /// <summary>Gets a value indicating whether this call had the instance loaded. It is <see langword="false"/> for an instance that was there, or that another call of this process had loaded meanwhile.</summary>
    public bool WasLoaded { get; }

    /// <summary>Gets how the instance is loaded, or <see langword="null"/> when the server does not tell.</summary>
    public LmStudioLoadConfig? Config { get; }

    /// <summary>Gets the settings that are not what was asked for. Empty when all are; what was not asked for is not compared.</summary>
    public IReadOnlyList<LmStudioLoadDifference> Differences { get; }

    /// <summary>Gets a value indicating whether the instance does all that was asked for: no difference falls short.</summary>
    public bool MeetsRequest => Differences.All(static difference => !difference.FallsShort);

    /// <summary>Gets the ids of the model's other instances. Each takes memory of its own; they may be other programs'.</summary>
    public IReadOnlyList<string> OtherInstances { get; internal init; } = [];

    /// <summary>Gets how long the load took, or <see langword="null"/> when nothing was loaded or the server does not tell.</summary>
    public TimeSpan? LoadTime { get; internal init; }

    /// <summary>
    /// Gets the time after which the server unloads the instance if nobody uses it, as it does with those that a chat made it load, or
    /// <see langword="null"/> for an instance that stays. See <see href="https://lmstudio.ai/docs/developer/core/ttl-and-auto-evict"/>.
    /// </summary>
    public TimeSpan? TimeToLive { get; internal init; }

    /// <summary>Returns a line for people.</summary>
    /// <returns>For instance <c>qwen/qwen3-8b:2, loaded, context 8192; context_length: asked for 16384, applied 8192</c>.</returns>
    public override string ToString()
    {
        string context = Config?.ContextLength is { } length ? ", context " + length.ToString(CultureInfo.InvariantCulture) : "";
        string differences = Differences.Count > 0 ? "; " + string.Join("; ", Differences) : "";
        return $"{InstanceId}, {(WasLoaded ? "loaded" : "reused")}{context}{differences}";
    }

    /// <summary>The same for a call that had another do the work.</summary>
    internal LmStudioLoadedModel AsReused() => new(ModelKey, InstanceId, wasLoaded: false, Config, Differences)
    {
        OtherInstances = OtherInstances,
        TimeToLive = TimeToLive,
    };
}
