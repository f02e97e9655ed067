namespace LmStudio.AI;

/// <summary>The event <c>model_load.progress</c>: a part of the model is loaded.</summary>
public sealed class ModelLoadProgressEvent : LmStudioChatEvent
{
    internal const string EventType = "model_load.progress";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the instance that is loaded.</summary>
    public string? ModelInstanceId { get; set; }

    /// <summary>Gets or sets how far it is, from 0 to 1.</summary>
    public double Progress { get; set; }
}
