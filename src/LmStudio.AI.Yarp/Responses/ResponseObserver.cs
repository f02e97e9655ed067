namespace LmStudio.AI.Yarp;

/// <summary>Finds the conversation id in a response while it is forwarded.</summary>
internal sealed class ResponseObserver
{
    private readonly EventIdScanner? _events;
    private readonly JsonIdScanner? _json;
    private readonly Func<string, CancellationToken, ValueTask>? _learn;
    private string? _learned;
    private int _lineEnds;

    private ResponseObserver(EventIdScanner? events, JsonIdScanner? json, bool isStream, string server, Func<string, CancellationToken, ValueTask>? learn)
    {
        _events = events;
        _json = json;
        _learn = learn;
        IsStream = isStream;
        Server = server;
        _lineEnds = 2;
    }

    /// <summary>Gets the name of the server.</summary>
    public string Server { get; }

    /// <summary>Gets a value indicating whether the response is a stream of events.</summary>
    public bool IsStream { get; }

    /// <summary>Gets a value indicating whether the last event is complete, so that another one can follow.</summary>
    public bool IsBetweenEvents => IsStream && _lineEnds >= 2;

    /// <param name="isResponses">Whether the endpoint is <c>/v1/responses</c>.</param>
    /// <param name="server">The name of the server.</param>
    /// <param name="learn">Called with each id, or <see langword="null"/> if the response's id is not recorded.</param>
    public static ResponseObserver OfStream(bool isResponses, string server, Func<string, CancellationToken, ValueTask>? learn) =>
        new(learn is null ? null : new EventIdScanner(isResponses), json: null, isStream: true, server, learn);

    /// <inheritdoc cref="OfStream"/>
    public static ResponseObserver OfWhole(bool isResponses, string server, Func<string, CancellationToken, ValueTask> learn) =>
        new(events: null, new JsonIdScanner(isResponses), isStream: false, server, learn);

    /// <summary>
    /// Reads the next chunk. The task completes when the ids in the chunk have been recorded, so that the client never receives an unknown id.
    /// </summary>
    public ValueTask ReadAsync(ReadOnlySpan<byte> piece, CancellationToken cancellationToken)
    {
        string? id = null;
        if (_events is not null)
        {
            id = _events.Read(piece);
        }
        else if (_json is { Id: null })
        {
            _json.Read(piece);
            id = _json.Id;
        }

        CountLineEnds(piece);
        if (id is null || id == _learned)
        {
            return default;
        }

        _learned = id;
        return _learn!(id, cancellationToken);
    }

    /// <summary>Counts the line ends at the end of the data so far. Two of them end an event.</summary>
    private void CountLineEnds(ReadOnlySpan<byte> piece)
    {
        if (!IsStream)
        {
            return;
        }

        int count = 0;
        for (int i = piece.Length - 1; i >= 0 && count < 2 && piece[i] is (byte)'\n' or (byte)'\r'; i--)
        {
            count += piece[i] == (byte)'\n' ? 1 : 0;
            if (i == 0)
            {
                count += _lineEnds; // The chunk contains only line ends.
            }
        }

        _lineEnds = count;
    }
}
