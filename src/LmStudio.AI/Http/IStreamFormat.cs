namespace LmStudio.AI;

/// <summary>The format of an endpoint's events, which the transport needs to read a stream.</summary>
/// <typeparam name="T">The type of an event.</typeparam>
internal interface IStreamFormat<T>
    where T : class
{
    /// <summary>Reads an event. Returns <see langword="null"/> if it is not relevant.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data is malformed.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode: invalid UTF-8 or an unpaired surrogate.</exception>
    T? Parse(string eventType, ReadOnlySpan<byte> data);

    /// <summary>Returns what an event means.</summary>
    StreamItemKind GetKind(T item);

    /// <summary>Returns the error of an event of the kind <see cref="StreamItemKind.Error"/>.</summary>
    ErrorBody GetError(T item);

    /// <summary>Creates the event for the end of a connection after an event of the kind <see cref="StreamItemKind.Complete"/>.</summary>
    T CreateEnd();
}
