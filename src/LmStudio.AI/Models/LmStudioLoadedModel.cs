using System.Globalization;

namespace LmStudio.AI;

/// <summary>A loaded instance, and how it differs from the requested settings.</summary>
public sealed class LmStudioLoadedModel
{
    internal LmStudioLoadedModel(string modelKey, string instanceId, bool isNewlyLoaded, LmStudioLoadConfig? config, IReadOnlyList<LmStudioLoadDifference> differences)
    {
        ModelKey = modelKey;
        InstanceId = instanceId;
        IsNewlyLoaded = isNewlyLoaded;
        Config = config;
        Differences = differences;
    }

    /// <summary>Gets the key of the model, for example <c>qwen/qwen3-8b</c>.</summary>
    public string ModelKey { get; }

    /// <summary>Gets the id of the instance. Use it to chat with the instance and to unload it.</summary>
    public string InstanceId { get; }

    /// <summary>
    /// Gets a value indicating whether this call loaded the instance. It is <see langword="false"/> if the instance was already loaded, or is loaded by a
    /// concurrent call in this process.
    /// </summary>
    public bool IsNewlyLoaded { get; }

    /// <summary>Gets the settings of the instance, or <see langword="null"/> if the server does not report it.</summary>
    public LmStudioLoadConfig? Config { get; }

    /// <summary>Gets the settings that differ from the requested ones. Settings that were not requested are not compared.</summary>
    public IReadOnlyList<LmStudioLoadDifference> Differences { get; }

    /// <summary>Gets a value indicating whether the instance meets the request.</summary>
    public bool MeetsRequest => Differences.All(static difference => !difference.FallsShort);

    /// <summary>Gets the ids of the model's other instances, which take additional memory and may be used by other programs.</summary>
    public IReadOnlyList<string> OtherInstances { get; internal init; } = [];

    /// <summary>Gets the time that the load took, or <see langword="null"/> if nothing was loaded or the server does not report it.</summary>
    public TimeSpan? LoadTime { get; internal init; }

    /// <summary>
    /// Gets the idle time after which the server unloads the instance, as it does with instances that a chat request loaded, or
    /// <see langword="null"/> if it stays loaded. See <see href="https://lmstudio.ai/docs/developer/core/ttl-and-auto-evict"/>.
    /// </summary>
    public TimeSpan? TimeToLive { get; internal init; }

    /// <summary>Returns a human-readable description.</summary>
    /// <returns>For example <c>qwen/qwen3-8b:2, loaded, context 8192; context_length: requested 16384, applied 8192</c>.</returns>
    public override string ToString()
    {
        string context = Config?.ContextLength is { } length ? ", context " + length.ToString(CultureInfo.InvariantCulture) : "";
        string differences = Differences.Count > 0 ? "; " + string.Join("; ", Differences) : "";
        return $"{InstanceId}, {(IsNewlyLoaded ? "loaded" : "reused")}{context}{differences}";
    }

    /// <summary>Returns the result for a call that reused the instance.</summary>
    internal LmStudioLoadedModel AsReused() => new(ModelKey, InstanceId, isNewlyLoaded: false, Config, Differences)
    {
        OtherInstances = OtherInstances,
        TimeToLive = TimeToLive,
    };
}
