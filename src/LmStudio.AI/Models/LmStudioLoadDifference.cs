namespace LmStudio.AI;

/// <summary>A setting of a loaded instance that differs from the requested one.</summary>
/// <remarks>
/// LM Studio adjusts settings without an error: MLX models have a fixed context length, and a context that does not fit into memory may be
/// shortened (<see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2318"/>).
/// </remarks>
public sealed class LmStudioLoadDifference
{
    internal LmStudioLoadDifference(string setting, string requested, string? applied, bool fallsShort)
    {
        Setting = setting;
        Requested = requested;
        Applied = applied;
        FallsShort = fallsShort;
    }

    /// <summary>Gets the setting's name in LM Studio's API, for example <c>context_length</c>.</summary>
    public string Setting { get; }

    /// <summary>Gets the requested value.</summary>
    public string Requested { get; }

    /// <summary>Gets the applied value, or <see langword="null"/> if the server does not report it.</summary>
    public string? Applied { get; }

    /// <summary>Gets a value indicating whether the applied value does not meet the request.</summary>
    /// <remarks>
    /// A longer context or more parallel requests than requested meet the request, and so does a setting that the server does not report,
    /// as the model's engine does not have it. A context length that the server does not report does not.
    /// </remarks>
    public bool FallsShort { get; }

    /// <summary>Returns a human-readable description.</summary>
    /// <returns>For example <c>context_length: requested 16384, applied 8192</c>.</returns>
    public override string ToString() => Applied is null
        ? $"{Setting}: requested {Requested}, not reported by the server"
        : $"{Setting}: requested {Requested}, applied {Applied}";
}
