namespace LmStudio.AI;

/// <summary>Whether the model must call a tool.</summary>
internal sealed class MessagesToolChoice
{
    /// <summary>Gets the choice: <c>auto</c>, or <c>any</c> for at least one call.</summary>
    public required string Type { get; init; }

    public bool? DisableParallelToolUse { get; init; }
}
