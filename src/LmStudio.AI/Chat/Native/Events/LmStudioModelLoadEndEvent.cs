namespace LmStudio.AI;

/// <summary>The event <c>model_load.end</c>: the model is loaded.</summary>
public sealed class LmStudioModelLoadEndEvent : LmStudioChatEvent
{
    internal const string EventType = "model_load.end";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the id of the instance that is loaded.</summary>
    public string? ModelInstanceId { get; set; }

    /// <summary>Gets or sets the time that the load took, in seconds.</summary>
    public double? LoadTimeSeconds { get; set; }
}
