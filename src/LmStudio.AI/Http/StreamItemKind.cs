namespace LmStudio.AI;

/// <summary>What an event means to the one who reads a stream to its end.</summary>
internal enum StreamItemKind
{
    /// <summary>Nothing in particular.</summary>
    Other,

    /// <summary>Something that the model said or did. An error before the first such event fails the request.</summary>
    Output,

    /// <summary>An error.</summary>
    Error,

    /// <summary>The last of the output. More may follow, like the usage; or the connection may end, as if there were an event for the end.</summary>
    Complete,

    /// <summary>The end of the answer. What the server sends after it is not read.</summary>
    End,
}
