namespace LmStudio.AI;

/// <summary>The kinds of events in a stream.</summary>
internal enum StreamItemKind
{
    /// <summary>Any other event.</summary>
    Other,

    /// <summary>Output of the model. An error before the first such event throws immediately.</summary>
    Output,

    /// <summary>An error. More events may follow, but the response has failed.</summary>
    Error,

    /// <summary>An error, and the end of the stream.</summary>
    ErrorEnd,

    /// <summary>The reason why the response ended, so it is complete. More events may follow, such as the usage, or the connection may be closed.</summary>
    Complete,

    /// <summary>The reason why the response ended, and the end of the stream.</summary>
    CompleteEnd,

    /// <summary>The end of the stream. The response is complete only if an earlier event had the reason why it ended. Data after it is not read.</summary>
    End,
}
