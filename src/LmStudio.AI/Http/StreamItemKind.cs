namespace LmStudio.AI;

/// <summary>What an event means to the one who reads a stream to its end.</summary>
internal enum StreamItemKind
{
    /// <summary>Nothing in particular.</summary>
    Other,

    /// <summary>Something that the model said or did. An error before the first such event fails the request at once.</summary>
    Output,

    /// <summary>An error. More may follow, but the answer has failed.</summary>
    Error,

    /// <summary>An error, and the end of the stream.</summary>
    ErrorEnd,

    /// <summary>Why the answer ended, so that it is complete. More may follow, like the usage; or the connection may end, as if there were an event for the end.</summary>
    Complete,

    /// <summary>Why the answer ended, and the end of the stream.</summary>
    CompleteEnd,

    /// <summary>The end of the stream. The answer is complete only if an event before said why it ended. What the server sends after it is not read.</summary>
    End,
}
