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

    /// <summary>The end of the answer. What the server sends after it is not read.</summary>
    End,
}
