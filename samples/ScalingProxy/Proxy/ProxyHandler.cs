using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ScalingSample.Proxy;

/// <summary>What every request goes through: it is read, sent to a server, answered, and logged in one line.</summary>
internal sealed partial class ProxyHandler(ServerPool pool, RequestRouter router, AnswerForwarder forwarder, ILogger logger)
{
    /// <param name="context">The request and its response.</param>
    /// <param name="cancellationToken">Cancelled when the client goes away, and when the proxy stops. The server stops generating then.</param>
    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        ProxiedServer? server = null;
        string? reason = null;
        try
        {
            RefuseModelManagement(context.Request.Path);
            ProxiedRequest request = await ProxiedRequest.ReadAsync(context.Request, cancellationToken);
            using ServerAnswer answer = await router.SendAsync(request, cancellationToken);
            server = answer.Server;
            await ForwardAsync(request, answer, context.Response, cancellationToken);
        }
        catch (ProxyException exception)
        {
            reason = exception.Message;
            await RefuseAsync(context.Response, exception, cancellationToken);
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // The client has gone, or the answer broke off. What the client has got must not look like a whole answer.
            context.Abort();
        }
        finally
        {
            Log(context, server, reason, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Forwards the answer. If it breaks off before the client has got anything of it, the client can still be told.</summary>
    private async Task ForwardAsync(ProxiedRequest request, ServerAnswer answer, HttpResponse response, CancellationToken cancellationToken)
    {
        try
        {
            await forwarder.ForwardAsync(request, answer, response, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !response.HasStarted)
        {
            throw ProxyException.BrokenOff(answer.Server, exception);
        }
    }

    /// <summary>Loads, unloads and downloads are about one server, and so is the state of a download. The list of models is not refused.</summary>
    private void RefuseModelManagement(PathString path)
    {
        if (path.StartsWithSegments("/api/v1/models", out PathString rest) && rest.HasValue && rest != "/")
        {
            throw ProxyException.ModelManagement(path, pool.Servers);
        }
    }

    private static async Task RefuseAsync(HttpResponse response, ProxyException exception, CancellationToken cancellationToken)
    {
        response.Clear();
        response.StatusCode = exception.StatusCode;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(exception.ToJson(), cancellationToken);
    }

    private void Log(HttpContext context, ProxiedServer? server, string? reason, long milliseconds)
    {
        string path = context.Request.Path.ToUriComponent(); // Escaped: a line in a path is no line in the log.
        if (reason is not null)
        {
            LogRefusal(logger, context.Request.Method, path, context.Response.StatusCode, milliseconds, reason);
        }
        else if (context.RequestAborted.IsCancellationRequested)
        {
            // Without a server: the client has gone before there was an answer.
            LogBreak(logger, context.Request.Method, path, server?.Name ?? "no answer", milliseconds);
        }
        else
        {
            LogAnswer(logger, context.Request.Method, path, server, context.Response.StatusCode, milliseconds);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Path} -> {Server}: {Status} in {Milliseconds} ms")]
    private static partial void LogAnswer(ILogger logger, string method, string path, ProxiedServer? server, int status, long milliseconds);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Method} {Path} -> {Server}: broken off after {Milliseconds} ms")]
    private static partial void LogBreak(ILogger logger, string method, string path, string server, long milliseconds);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Method} {Path}: {Status} in {Milliseconds} ms. {Reason}")]
    private static partial void LogRefusal(ILogger logger, string method, string path, int status, long milliseconds, string reason);
}
