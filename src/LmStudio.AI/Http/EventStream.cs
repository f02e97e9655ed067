#if NET
using System.Runtime.CompilerServices;
#endif
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The events of one response, read as they arrive, up to its last event.</summary>
/// <remarks>
/// It is not an iterator because each streamed token passes through it: if the bytes have already arrived, as is usual, no state machine is involved.
/// </remarks>
internal sealed class EventStream<T> : IAsyncDisposable
    where T : class
{
    private const string ErrorEvent = "error";

    private readonly LmStudioRequest _request;
    private readonly HttpResponseMessage _response;
    private readonly FailureMapper _failures;
    private readonly IStreamFormat<T> _format;
    private readonly ExchangeLog _log;
    private readonly CancellationToken _cancellationToken;
    private readonly ServerSentEventReader _events;
#if !NET
    private readonly CancellationTokenRegistration _closing;
#endif
    private ErrorBody? _firstError;
    private ErrorBody? _lastError;
    private bool _hasOutput;
    private bool _complete;
    private bool _ended;

    public EventStream(LmStudioRequest request, HttpResponseMessage response, Stream stream, IStreamFormat<T> format, FailureMapper failures, ExchangeLog log, CancellationToken cancellationToken)
    {
        _request = request;
        _response = response;
        _failures = failures;
        _format = format;
        _log = log;
        _cancellationToken = cancellationToken;
        _events = new ServerSentEventReader(stream);
#if !NET
        // The old streams do not end a pending read when the token is cancelled; disposing the response does.
        _closing = cancellationToken.Register(static state => ((HttpResponseMessage)state).Dispose(), response);
#endif
    }

    /// <summary>Gets the event that <see cref="MoveNextAsync"/> read.</summary>
    public T Current { get; private set; } = null!;

    /// <summary>Gets the error of <see cref="Current"/>, or <see langword="null"/> if it has none or only repeats the previous one.</summary>
    public ErrorBody? CurrentError { get; private set; }

    /// <summary>Gets a value indicating whether there was an error. It is thrown when all events have been read.</summary>
    public bool HasFailed => _firstError is not null;

    /// <summary>Gets a value indicating whether <see cref="Current"/> is the last event.</summary>
    public bool HasEnded => _ended;

    /// <summary>Redacts the request's token and other secrets in a text of the response.</summary>
    public string Redact(string text) => _failures.Redact(text, _request.Secrets);

    /// <summary>Creates the exception for an event with invalid data.</summary>
    public Exception Unreadable(Exception exception) =>
        _log.Failure(_failures.FromException(_request, exception as JsonException ?? new JsonException(exception.Message, exception), _cancellationToken) ?? exception);

    /// <summary>Reads the next event. Returns <see langword="false"/> after the last event of a complete response.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="LmStudioException">
    /// The connection or the stream failed, or there was an error: it is thrown immediately if there was no output before; otherwise, at the end of the stream.
    /// </exception>
    public ValueTask<bool> MoveNextAsync()
    {
        if (_ended)
        {
            return _firstError is null ? new ValueTask<bool>(false) : throw _log.Failure(_failures.FromError(_request, status: null, _firstError));
        }

        while (!TryReadArrived())
        {
            ValueTask<bool> fill = FillAsync();
            if (!fill.IsCompletedSuccessfully)
            {
                return AwaitNextAsync(fill);
            }

            if (!fill.Result)
            {
                EndWithConnection();
                break;
            }
        }

        return new ValueTask<bool>(true);
    }

    public ValueTask DisposeAsync()
    {
#if !NET
        _closing.Dispose();
#endif
        _response.Dispose();
        _events.Dispose();
        return default;
    }

    private ValueTask<bool> FillAsync()
    {
        try
        {
            return _events.FillAsync(_cancellationToken);
        }
        catch (Exception exception)
        {
            return new ValueTask<bool>(Task.FromException<bool>(exception));
        }
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> AwaitNextAsync(ValueTask<bool> fill)
    {
        // Without recursion: a server may send only comments for as long as it loads a model.
        while (await AwaitFillAsync(fill).ConfigureAwait(false))
        {
            if (TryReadArrived())
            {
                return true;
            }

            fill = FillAsync();
        }

        EndWithConnection();
        return true;
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> AwaitFillAsync(ValueTask<bool> fill)
    {
        try
        {
            return await fill.ConfigureAwait(false);
        }
        catch (Exception exception) when (_failures.FromException(_request, exception, _cancellationToken) is { } failure)
        {
            throw _log.Failure(failure is LmStudioException { Kind: LmStudioErrorKind.StreamInterrupted } ? Interrupted(exception) : failure);
        }
    }

    /// <summary>Reads the next relevant event, if it has arrived.</summary>
    private bool TryReadArrived()
    {
        do
        {
            // Also if the rest of the response has already arrived: the caller does not want it.
            _cancellationToken.ThrowIfCancellationRequested();
            if (!_events.TryRead())
            {
                return false;
            }
        }
        while (!TryAccept());

        return true;
    }

    private T? Parse()
    {
        string eventType = _events.EventType;
        ReadOnlySpan<byte> data = _events.Data;
        if (_log.HasBodies)
        {
            _log.Event(eventType, data);
        }

        try
        {
            return _format.Parse(eventType, eventType == ErrorEvent ? ErrorBodyReader.ToObject(data) : data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The JSON reader throws the latter for text that is not valid Unicode: invalid UTF-8 or an unpaired surrogate.
            throw Unreadable(exception);
        }
    }

    /// <summary>Processes the event that was read. Returns <see langword="false"/> if it is not relevant.</summary>
    private bool TryAccept()
    {
        if (Parse() is not { } item)
        {
            return false;
        }

        CurrentError = null;
        StreamItemKind kind = _format.GetKind(item);
        switch (kind)
        {
            case StreamItemKind.Output:
                _hasOutput = true;
                break;

            case StreamItemKind.Complete:
                _complete = true;
                break;

            case StreamItemKind.End when !_complete && !HasFailed:
                throw _log.Failure(Interrupted(new EndOfStreamException("The stream ended before the response was complete.")));

            case StreamItemKind.End or StreamItemKind.CompleteEnd:
                End();
                break;

            case StreamItemKind.Error or StreamItemKind.ErrorEnd:
                AcceptError(_format.GetError(item), isEnd: kind == StreamItemKind.ErrorEnd);
                break;
        }

        Current = item;
        return true;
    }

    private void AcceptError(ErrorBody error, bool isEnd)
    {
        if (!_hasOutput)
        {
            throw _log.Failure(_failures.FromError(_request, status: null, error));
        }

        CurrentError = _lastError?.Message == error.Message ? null : error;
        _firstError ??= error;
        _lastError = error;
        if (isEnd)
        {
            End();
        }
    }

    private void End()
    {
        _ended = true;
        if (!HasFailed)
        {
            _log.End();
        }
    }

    /// <summary>Treats the end of the connection as the end of the response, if the response is complete.</summary>
    private void EndWithConnection()
    {
        if (!_complete)
        {
            throw _log.Failure(Interrupted(new EndOfStreamException("The stream ended without its last event.")));
        }

        End();
        CurrentError = null;
        Current = _format.CreateEnd();
    }

    /// <summary>An error that the server sent before the end takes precedence over the closed connection, also one that was not sent as an event.</summary>
    private Exception Interrupted(Exception exception) =>
        (_firstError ?? ErrorBodyReader.Read(_events.Rest.ToArray())) is { } error
            ? _failures.FromError(_request, status: null, error)
            : _failures.FromException(_request, exception, _cancellationToken) ?? exception;
}
