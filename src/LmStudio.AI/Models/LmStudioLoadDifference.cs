namespace LmStudio.AI;

/// <summary>A setting of a loaded instance that is not what was asked for.</summary>
/// <remarks>
/// LM Studio adjusts settings without an error: MLX models keep a context of their own, and a context that does not fit into memory may be
/// shortened (<see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2318"/>).
/// </remarks>
public sealed class LmStudioLoadDifference
{
    internal LmStudioLoadDifference(string setting, string asked, string? applied, bool fallsShort)
    {
        Setting = setting;
        Asked = asked;
        Applied = applied;
        FallsShort = fallsShort;
    }

    /// <summary>Gets the name of the setting on the wire, for instance <c>context_length</c>.</summary>
    public string Setting { get; }

    /// <summary>Gets the value that was asked for.</summary>
    public string Asked { get; }

    /// <summary>Gets the value that the instance has, or <see langword="null"/> when the server does not tell.</summary>
    public string? Applied { get; }

    /// <summary>Gets a value indicating whether the instance does not do what was asked for.</summary>
    /// <remarks>
    /// It does with a longer context or more parallel requests than were asked for, and where the server does not tell of a setting:
    /// the model's engine does not have it then. A context that the server does not tell of falls short.
    /// </remarks>
    public bool FallsShort { get; }

    /// <summary>Returns the difference as a text for people.</summary>
    /// <returns>For instance <c>context_length: asked for 16384, applied 8192</c>.</returns>
    public override string ToString() => Applied is null
        ? $"{Setting}: asked for {Asked}, not reported by the server"
        : $"{Setting}: asked for {Asked}, applied {Applied}";
}
