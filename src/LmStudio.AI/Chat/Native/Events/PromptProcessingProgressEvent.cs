namespace LmStudio.AI;

/// <summary>The event <c>prompt_processing.progress</c>: a part of the prompt is read. It can come late, and without a start.</summary>
public sealed class PromptProcessingProgressEvent : LmStudioChatEvent
{
    internal const string EventType = "prompt_processing.progress";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets how far it is, from 0 to 1.</summary>
    public double Progress { get; set; }
}
