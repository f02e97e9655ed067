namespace LmStudio.AI.Yarp;

/// <summary>The outcome of an attempt to send a request to a server.</summary>
internal enum AttemptOutcome
{
    /// <summary>The response was forwarded, or the client disconnected.</summary>
    Answered,

    /// <summary>The server does not have the conversation and generated nothing.</summary>
    ConversationUnknown,

    /// <summary>The server did not accept the connection: nothing was sent.</summary>
    NotReached,

    /// <summary>The connection was closed, and the server may have started to process the request.</summary>
    BrokenOff,
}
