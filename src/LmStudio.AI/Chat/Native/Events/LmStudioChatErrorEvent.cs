namespace LmStudio.AI;

/// <summary>The event <c>error</c>: the response has failed. More events may follow; the error is thrown at the end of the stream.</summary>
public sealed class LmStudioChatErrorEvent : LmStudioChatEvent
{
    internal const string EventType = "error";

    internal LmStudioChatErrorEvent(ErrorBody error) => Error = error;

    /// <inheritdoc />
    public override string Type => EventType;

    /// <summary>Gets the error message.</summary>
    public string? Message => Error.Message;

    /// <summary>Gets the <c>error.type</c>, for example <c>mcp_connection_error</c>.</summary>
    public string? ErrorType => Error.Type;

    /// <summary>Gets the <c>error.code</c>.</summary>
    public string? ErrorCode => Error.Code;

    /// <summary>Gets the <c>error.param</c>: the field of the request that caused the error.</summary>
    public string? Param => Error.Param;

    internal ErrorBody Error { get; }
}
