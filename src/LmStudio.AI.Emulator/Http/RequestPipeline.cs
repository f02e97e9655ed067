using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator;

/// <summary>What every request goes through, and the table of routes.</summary>
internal sealed partial class RequestPipeline
{
    private const string NativePrefix = "/api/v1/";
    private const string DownloadStatusPrefix = "/api/v1/models/download/status/";

    private readonly RequestLog _requests;
    private readonly EmulatorFaults _faults;
    private readonly IReadOnlyCollection<string> _tokens;
    private readonly ChatEndpoint _chat;
    private readonly ModelEndpoints _models;
    private readonly DownloadEndpoints _downloadEndpoints;
    private readonly DownloadStore _downloads;
    private readonly CompatRoutes _compat;
    private readonly ILogger? _logger;

    public RequestPipeline(
        RequestLog requests,
        LmStudioEmulatorOptions options,
        ChatEndpoint chat,
        ModelEndpoints models,
        DownloadEndpoints downloadEndpoints,
        DownloadStore downloads,
        CompatRoutes compat)
    {
        _requests = requests;
        _faults = options.Faults;
        _tokens = [.. options.ApiTokens];
        _chat = chat;
        _models = models;
        _downloadEndpoints = downloadEndpoints;
        _downloads = downloads;
        _compat = compat;
        _logger = options.LoggerFactory?.CreateLogger("LmStudio.AI.Emulator");
    }

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        HttpReply.AddCommonHeaders(context);
        if (_faults.DisconnectAfterBytes is { } limit)
        {
            context.Response.Body = new CutStream(context, context.Response.Body, limit);
        }

        try
        {
            EmulatorRequest request = await _requests.RecordAsync(context.Request, cancellationToken).ConfigureAwait(false);
            if (_faults.Hang)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            }

            _downloads.Advance();
            await DispatchAsync(context, request, cancellationToken).ConfigureAwait(false);
        }
        catch (WireException failure)
        {
            await HttpReply.WriteErrorAsync(context.Response, failure, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ConnectionAbortedException)
        {
            // The client disconnected, a fault closed the connection, or the emulator stops. A response that has not started must not look like an empty one.
            context.Abort();
        }
        catch (Exception exception) when (exception is not BadHttpRequestException && !context.Response.HasStarted)
        {
            await HttpReply.WriteErrorAsync(context.Response, WireErrors.Internal(exception.Message), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_logger is not null)
            {
                LogRequest(
                    _logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }

    private Task DispatchAsync(HttpContext context, EmulatorRequest request, CancellationToken cancellationToken)
    {
        (string method, string path, string body) = (request.Method, request.Path, request.Body);
        if ((method, path) is ("GET", "/lmstudio-greeting"))
        {
            // Clients use this to detect LM Studio. Whether it requires a token is unknown; a client that detects servers has none yet.
            return HttpReply.WriteAsync(context.Response, 200, WireJson.Compact(new JsonObject { ["lmstudio"] = true }), cancellationToken);
        }

        bool isNative = path.StartsWith(NativePrefix, StringComparison.Ordinal);
        if (_faults.LegacyServer && (isNative || path is "/v1/messages"))
        {
            return HttpReply.WriteUnknownRouteAsync(context, 200, cancellationToken);
        }

        Authentication.Require(request, _tokens);
        if (body.Length > 0 && !context.Request.HasJsonContentType())
        {
            throw WireErrors.UnsupportedMediaType(context.Request.ContentType);
        }

        return (method, path) switch
        {
            ("POST", "/api/v1/chat") => _chat.HandleAsync(context, body, cancellationToken),
            ("GET", "/api/v1/models") => _models.ListAsync(context, cancellationToken),
            ("POST", "/api/v1/models/load") => _models.LoadAsync(context, body, cancellationToken),
            ("POST", "/api/v1/models/unload") => _models.UnloadAsync(context, body, cancellationToken),
            ("POST", "/api/v1/models/download") => _downloadEndpoints.StartAsync(context, body, cancellationToken),
            ("GET", _) when path.StartsWith(DownloadStatusPrefix, StringComparison.Ordinal) && path.Length > DownloadStatusPrefix.Length =>
                _downloadEndpoints.StatusAsync(context, path[DownloadStatusPrefix.Length..], cancellationToken),
            _ => _compat.TryHandle(context, request, cancellationToken)
                ?? HttpReply.WriteUnknownRouteAsync(context, isNative ? 404 : 200, cancellationToken),
        };
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Path} -> {StatusCode} in {Milliseconds} ms")]
    private static partial void LogRequest(ILogger logger, string method, PathString path, int statusCode, long milliseconds);
}
