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
            long milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            string path = context.Request.Path.ToUriComponent(); // Escaped: a line in a path is no line in the log.
            LogRequest(logger, context.Request.Method, path, server?.Name ?? "no server", Outcome(context), milliseconds);
        }
    }

    private static string Outcome(HttpContext context) => context.RequestAborted.IsCancellationRequested ? "broken off" : $"{context.Response.StatusCode}";

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

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Path} -> {Server}: {Outcome} in {Milliseconds} ms")]
    private static partial void LogRequest(ILogger logger, string method, string path, string server, string outcome, long milliseconds);
}
