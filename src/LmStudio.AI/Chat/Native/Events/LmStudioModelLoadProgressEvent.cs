namespace LmStudio.AI;

/// <summary>The event <c>model_load.progress</c>: the progress of loading the model.</summary>
public sealed class LmStudioModelLoadProgressEvent : LmStudioChatEvent
{
    internal const string EventType = "model_load.progress";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the id of the instance that is loaded.</summary>
    public string? ModelInstanceId { get; set; }

    /// <summary>Gets or sets the progress, from 0 to 1.</summary>
    public double Progress { get; set; }
}
