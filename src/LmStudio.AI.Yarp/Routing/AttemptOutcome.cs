namespace LmStudio.AI.Yarp;

/// <summary>What became of an attempt to have a request answered.</summary>
internal enum AttemptOutcome
{
    /// <summary>The answer has been passed on, or the client has gone.</summary>
    Answered,

    /// <summary>The server does not have the conversation, and generated nothing.</summary>
    ConversationUnknown,

    /// <summary>The server accepted no connection: nothing was sent.</summary>
    NotReached,

    /// <summary>The connection broke, after the server may have begun to work.</summary>
    BrokenOff,
}
