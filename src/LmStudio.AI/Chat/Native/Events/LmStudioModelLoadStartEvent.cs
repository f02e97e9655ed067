namespace LmStudio.AI;

/// <summary>The event <c>model_load.start</c>: the server starts to load the model for the request.</summary>
public sealed class LmStudioModelLoadStartEvent : LmStudioChatEvent
{
    internal const string EventType = "model_load.start";

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets or sets the id of the instance that is loaded.</summary>
    public string? ModelInstanceId { get; set; }
}
