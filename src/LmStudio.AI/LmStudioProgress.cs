namespace LmStudio.AI;

/// <summary>The progress of model loading or prompt processing before the first token.</summary>
/// <param name="kind">The operation that is in progress.</param>
/// <param name="fraction">The progress, from 0 to 1.</param>
/// <param name="instanceId">The instance that is loaded, for <see cref="LmStudioProgressKind.ModelLoad"/>.</param>
public sealed class LmStudioProgress(LmStudioProgressKind kind, double fraction, string? instanceId = null)
{
    /// <summary>Gets the operation that is in progress.</summary>
    public LmStudioProgressKind Kind { get; } = kind;

    /// <summary>Gets the progress, from 0 to 1.</summary>
    public double Fraction { get; } = fraction;

    /// <summary>Gets the instance that is loaded, for <see cref="LmStudioProgressKind.ModelLoad"/>; otherwise <see langword="null"/>.</summary>
    public string? InstanceId { get; } = instanceId;

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Kind} {Fraction:P0}");

    /// <summary>Returns the progress that an event reports, or <see langword="null"/>.</summary>
    internal static LmStudioProgress? From(object? rawEvent) => rawEvent switch
    {
        LmStudioModelLoadStartEvent start => new(LmStudioProgressKind.ModelLoad, 0, start.ModelInstanceId),
        LmStudioModelLoadProgressEvent progress => new(LmStudioProgressKind.ModelLoad, progress.Progress, progress.ModelInstanceId),
        LmStudioModelLoadEndEvent end => new(LmStudioProgressKind.ModelLoad, 1, end.ModelInstanceId),
        LmStudioPromptProcessingStartEvent => new(LmStudioProgressKind.PromptProcessing, 0),
        LmStudioPromptProcessingProgressEvent progress => new(LmStudioProgressKind.PromptProcessing, progress.Progress),
        LmStudioPromptProcessingEndEvent => new(LmStudioProgressKind.PromptProcessing, 1),
        _ => null,
    };
}
