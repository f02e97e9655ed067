namespace LmStudio.AI;

/// <summary>What the transport must know of an endpoint's events to read its stream to the end.</summary>
/// <typeparam name="T">The type of an event.</typeparam>
internal interface IStreamFormat<T>
    where T : class
{
    /// <summary>Reads an event. Returns <see langword="null"/> for one that says nothing.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data is malformed.</exception>
    /// <exception cref="InvalidOperationException">A text is not Unicode: invalid UTF-8, or half of a surrogate pair.</exception>
    T? Parse(string eventType, ReadOnlySpan<byte> data);

    /// <summary>Returns what an event means.</summary>
    StreamItemKind GetKind(T item);

    /// <summary>Returns the error that an event of the kind <see cref="StreamItemKind.Error"/> tells of.</summary>
    ErrorBody GetError(T item);

    /// <summary>Makes the event that stands for the end of a connection after one of the kind <see cref="StreamItemKind.Complete"/>.</summary>
    T CreateEnd();
}
