using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The log messages of requests and responses.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1, LogLevel.Debug, "Sending {Method} /{Path} to {Server}.")]
    public static partial void Request(ILogger logger, HttpMethod method, string path, Uri server);

    [LoggerMessage(2, LogLevel.Trace, "{Method} /{Path} request body: {Body}")]
    public static partial void RequestBody(ILogger logger, HttpMethod method, string path, string body);

    [LoggerMessage(3, LogLevel.Debug, "{Method} /{Path} responded with status {Status} after {Milliseconds:F0} ms.")]
    public static partial void Answer(ILogger logger, HttpMethod method, string path, int status, double milliseconds);

    [LoggerMessage(4, LogLevel.Trace, "{Method} /{Path} response body: {Body}")]
    public static partial void AnswerBody(ILogger logger, HttpMethod method, string path, string body);

    [LoggerMessage(5, LogLevel.Trace, "{Method} /{Path} response event '{EventType}': {Data}")]
    public static partial void Event(ILogger logger, HttpMethod method, string path, string eventType, string data);

    [LoggerMessage(6, LogLevel.Debug, "{Method} /{Path} completed after {Milliseconds:F0} ms.")]
    public static partial void End(ILogger logger, HttpMethod method, string path, double milliseconds);

    [LoggerMessage(8, LogLevel.Warning, "The API token is sent to {Server} over unencrypted http. Use an https proxy in front of LM Studio and set the endpoint to it, or let LM Studio listen on localhost only.")]
    public static partial void TokenInPlain(ILogger logger, string server);

    // Only noted, because it is thrown as well.
    [LoggerMessage(7, LogLevel.Debug, "{Method} /{Path} failed after {Milliseconds:F0} ms: {Reason}")]
    public static partial void Failure(ILogger logger, HttpMethod method, string path, double milliseconds, string reason);
}
