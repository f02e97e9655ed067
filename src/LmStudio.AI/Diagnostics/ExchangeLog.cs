using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The log of one request and its response. The default value, which is used if logging is disabled, logs nothing.</summary>
internal readonly struct ExchangeLog
{
    private readonly ILogger? _logger;
    private readonly LmStudioRequest? _request;
    private readonly FailureMapper? _failures;
    private readonly long _start;

    private ExchangeLog(ILogger logger, LmStudioRequest request, FailureMapper failures)
    {
        _logger = logger;
        _request = request;
        _failures = failures;
        _start = System.Diagnostics.Stopwatch.GetTimestamp();
        HasBodies = logger.IsEnabled(LogLevel.Trace);
    }

    /// <summary>Gets a value indicating whether bodies and events are logged.</summary>
    public bool HasBodies { get; }

    private double Milliseconds => 1000 * Instruments.SecondsSince(_start);

    /// <summary>Starts the log of a request before it is sent.</summary>
    public static ExchangeLog Begin(ILogger logger, LmStudioRequest request, Uri server, FailureMapper failures)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
        {
            return default;
        }

        ExchangeLog log = new(logger, request, failures);
        HttpLog.Request(logger, request.Method, request.Path, server);
        if (log.HasBodies && request.Body is { } body)
        {
            HttpLog.RequestBody(logger, request.Method, request.Path, log.Describe(body.ToArray()));
        }

        return log;
    }

    public void Answer(HttpResponseMessage response)
    {
        if (_logger is not null)
        {
            HttpLog.Answer(_logger, _request!.Method, _request.Path, (int)response.StatusCode, Milliseconds);
        }
    }

    public void Body(ReadOnlySpan<byte> body)
    {
        if (HasBodies)
        {
            HttpLog.AnswerBody(_logger!, _request!.Method, _request.Path, Describe(body));
        }
    }

    public void Event(string eventType, ReadOnlySpan<byte> data)
    {
        if (HasBodies)
        {
            HttpLog.Event(_logger!, _request!.Method, _request.Path, Redact(eventType), Describe(data));
        }
    }

    public void End()
    {
        if (_logger is not null)
        {
            HttpLog.End(_logger, _request!.Method, _request.Path, Milliseconds);
        }
    }

    /// <summary>Logs a failure, and returns it to be thrown.</summary>
    public Exception Failure(Exception exception)
    {
        if (_logger is not null)
        {
            HttpLog.Failure(_logger, _request!.Method, _request.Path, Milliseconds, Redact(exception.Message));
        }

        return exception;
    }

    private string Describe(ReadOnlySpan<byte> body) => LoggedBody.Describe(body, Redact);

    private string Redact(string text) => _failures!.Redact(text, _request!.Secrets);
}
