namespace LmStudio.AI;

/// <summary>The event <c>prompt_processing.progress</c>: the progress of processing the prompt. It may come late, and without a start event.</summary>
public sealed class LmStudioPromptProcessingProgressEvent : LmStudioChatEvent
{
    internal const string EventType = "prompt_processing.progress";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the progress, from 0 to 1.</summary>
    public double Progress { get; set; }
}
