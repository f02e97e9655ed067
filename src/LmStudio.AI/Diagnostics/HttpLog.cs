using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>What is logged of requests and answers.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} /{Path} is sent to {Server}.")]
    public static partial void Request(ILogger logger, HttpMethod method, string path, Uri server);

    [LoggerMessage(2, LogLevel.Trace, "{Method} /{Path} says: {Body}")]
    public static partial void RequestBody(ILogger logger, HttpMethod method, string path, string body);

    [LoggerMessage(3, LogLevel.Debug, "{Method} /{Path} is answered with status {Status} after {Milliseconds:F0} ms.")]
    public static partial void Answer(ILogger logger, HttpMethod method, string path, int status, double milliseconds);

    [LoggerMessage(4, LogLevel.Trace, "The answer to {Method} /{Path} says: {Body}")]
    public static partial void AnswerBody(ILogger logger, HttpMethod method, string path, string body);

    [LoggerMessage(5, LogLevel.Trace, "The answer to {Method} /{Path} has the event '{EventType}': {Data}")]
    public static partial void Event(ILogger logger, HttpMethod method, string path, string eventType, string data);

    [LoggerMessage(6, LogLevel.Debug, "The answer to {Method} /{Path} has ended after {Milliseconds:F0} ms.")]
    public static partial void End(ILogger logger, HttpMethod method, string path, double milliseconds);

    [LoggerMessage(8, LogLevel.Warning, "The API token is sent to {Server} over plain http, where others on the way can read it. Put a proxy with https before LM Studio and set the endpoint to it, or let LM Studio listen on this machine only.")]
    public static partial void TokenInPlain(ILogger logger, string server);

    // Only noted, because it is thrown as well.
    [LoggerMessage(7, LogLevel.Debug, "{Method} /{Path} has failed after {Milliseconds:F0} ms: {Reason}")]
    public static partial void Failure(ILogger logger, HttpMethod method, string path, double milliseconds, string reason);
}
