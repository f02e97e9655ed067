using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>The middleware for requests to a cluster of LM Studio servers: reads the request, sends it to a server and logs it in one line.</summary>
internal sealed partial class AffinityMiddleware(
    RequestDelegate next,
    ConversationTable conversations,
    ModelMap models,
    ModelListUnion modelLists,
    GatewayMetrics metrics,
    IOptions<LmStudioAffinityOptions> options,
    ILogger<AffinityMiddleware> logger)
{
    private readonly RequestRouter _router = new(conversations, models, options);

    public Task InvokeAsync(HttpContext context)
    {
        ClusterModel cluster = context.GetReverseProxyFeature().Cluster;
        return LmStudioCluster.Is(cluster.Config) ? HandleAsync(context, cluster.Config.ClusterId) : next(context);
    }

    private async Task HandleAsync(HttpContext context, string clusterId)
    {
        long started = Stopwatch.GetTimestamp();
        AffinityFeature feature = new(RequestPath.Classify(context.Request.Method, context.Request.Path), clusterId);
        context.Features.Set(feature);
        string outcome = "rejected";
        string? reason = null;
        try
        {
            outcome = await RouteAsync(context, feature).ConfigureAwait(false);
            if (feature.Refusal is { } refusal)
            {
                outcome = "unknown";
                await WriteAsync(context, refusal.StatusCode, refusal.ContentType, refusal.Body).ConfigureAwait(false);
            }
        }
        catch (GatewayException exception)
        {
            reason = exception.Message;
            await WriteAsync(context, exception.StatusCode, "application/json; charset=utf-8", exception.ToJson()).ConfigureAwait(false);
        }
        finally
        {
            metrics.RequestCompleted(outcome, reason is null ? feature.Server?.DestinationId : null);
            Log(context, feature.Server, reason, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private async Task<string> RouteAsync(HttpContext context, AffinityFeature feature)
    {
        switch (feature.Kind)
        {
            case RequestKind.Conversation or RequestKind.Inference:
                return await RouteInferenceAsync(context, feature).ConfigureAwait(false);
            case RequestKind.ModelList when FindNamedServer(context) is null:
                await modelLists.WriteAsync(context).ConfigureAwait(false);
                return "list";
            case RequestKind.ModelList or RequestKind.ModelManagement:
                IReadOnlyList<DestinationState> servers = context.GetReverseProxyFeature().AllDestinations;
                DestinationState server = FindNamedServer(context) ?? throw GatewayException.ServerNotNamed(context.Request.Path.ToUriComponent(), servers);
                await _router.SendToServerAsync(new ForwardAttempt(context, next, feature, body: null), server, GatewayException.ServerUnreachable).ConfigureAwait(false);
                return "named";
            default:
                await _router.SendAnywhereAsync(context, new ForwardAttempt(context, next, feature, body: null)).ConfigureAwait(false);
                return "other";
        }
    }

    private async Task<string> RouteInferenceAsync(HttpContext context, AffinityFeature feature)
    {
        bool isConversation = feature.Kind is RequestKind.Conversation;
        if (isConversation)
        {
            RequestBody.ThrowIfUnreadable(context.Request);
        }

        using RequestBody body = await RequestBody.ReadAsync(context.Request, options.Value.MaxRequestBodySize, context.RequestAborted).ConfigureAwait(false);
        RequestFields fields = RequestFields.Read(body.Span);
        feature.Token = TokenFingerprint.FindToken(context.Request);
        feature.Model = fields.Model;
        ForwardAttempt attempt = new(context, next, feature, body);
        if (isConversation && FindConversationId(fields) is { } conversationId)
        {
            return await _router.SendToConversationAsync(context, attempt, feature, conversationId).ConfigureAwait(false);
        }

        await _router.SendAnywhereAsync(context, attempt).ConfigureAwait(false);
        return isConversation ? "new" : "other";
    }

    /// <exception cref="GatewayException">The request does not identify one conversation.</exception>
    private static string? FindConversationId(RequestFields fields)
    {
        if (!fields.IsJson)
        {
            throw GatewayException.InvalidJson();
        }

        if (fields.PreviousResponseId is not null && fields.ThreadId is not null && fields.PreviousResponseId != fields.ThreadId)
        {
            throw GatewayException.AmbiguousConversationId();
        }

        string? id = fields.PreviousResponseId ?? fields.ThreadId;
        return id is null || ConversationIdText.IsPossible(id) ? id : throw GatewayException.InvalidConversationId();
    }

    /// <returns>The server that the header specifies, or <see langword="null"/> if there is no header.</returns>
    /// <exception cref="GatewayException">There is no such server.</exception>
    private static DestinationState? FindNamedServer(HttpContext context)
    {
        StringValues names = context.Request.Headers[LmStudioReverseProxyDefaults.ServerHeader];
        IReadOnlyList<DestinationState> servers = context.GetReverseProxyFeature().AllDestinations;
        return names.Count == 0 ? null
            : names.Count == 1 && servers.FirstOrDefault(server => string.Equals(server.DestinationId, names[0], StringComparison.OrdinalIgnoreCase)) is { } server ? server
            : throw GatewayException.UnknownServer(servers);
    }

    private static async Task WriteAsync(HttpContext context, int statusCode, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private void Log(HttpContext context, DestinationState? server, string? reason, long milliseconds)
    {
        string path = context.Request.Path.ToUriComponent(); // Escaped, so that a line break in a path does not start a new line in the log.
        if (reason is not null)
        {
            LogRefusal(logger, context.Request.Method, path, context.Response.StatusCode, milliseconds, reason);
        }
        else if (context.RequestAborted.IsCancellationRequested)
        {
            LogBreak(logger, context.Request.Method, path, server?.DestinationId ?? "no response", milliseconds);
        }
        else
        {
            LogAnswer(logger, context.Request.Method, path, server?.DestinationId ?? "all", context.Response.StatusCode, milliseconds);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Path} -> {Server}: {Status} in {Milliseconds} ms")]
    private static partial void LogAnswer(ILogger logger, string method, string path, string server, int status, long milliseconds);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Method} {Path} -> {Server}: connection closed after {Milliseconds} ms")]
    private static partial void LogBreak(ILogger logger, string method, string path, string server, long milliseconds);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Method} {Path}: {Status} in {Milliseconds} ms. {Reason}")]
    private static partial void LogRefusal(ILogger logger, string method, string path, int status, long milliseconds, string reason);
}
