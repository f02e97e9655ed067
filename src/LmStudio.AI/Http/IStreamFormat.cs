namespace LmStudio.AI;

/// <summary>What the transport must know of an endpoint's events to read its stream to the end.</summary>
/// <typeparam name="T">The type of an event.</typeparam>
internal interface IStreamFormat<T>
    where T : class
{
    /// <summary>Reads an event. Returns <see langword="null"/> for one that says nothing.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data is malformed.</exception>
    T? Parse(string eventType, ReadOnlySpan<byte> data);

    /// <summary>Returns whether the event is something that the model said or did. An error before the first such event fails the request.</summary>
    bool IsOutput(T item);

    /// <summary>Returns whether the answer is complete with this event. What the server sends after it is not read.</summary>
    bool IsEnd(T item);

    /// <summary>Returns the error that an event tells of, if it does.</summary>
    ErrorBody? GetError(T item);
}
