using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Runs the rest of YARP's pipeline once for each attempt.</summary>
internal sealed class ForwardAttempt(HttpContext context, RequestDelegate next, AffinityFeature feature, RequestBody? body)
{
    private readonly IReverseProxyFeature _proxy = context.GetReverseProxyFeature();

    /// <summary>Gets the server of the last attempt.</summary>
    public DestinationState? Server => _proxy.ProxiedDestination;

    /// <summary>Gets the failure of the last attempt.</summary>
    public Exception? Failure => context.GetForwarderErrorFeature()?.Exception;

    /// <summary>Sends the request to one of the servers, which YARP's load-balancing policy selects.</summary>
    public async Task<AttemptOutcome> RunAsync(IReadOnlyList<DestinationState> servers)
    {
        Reset(servers);
        await next(context).ConfigureAwait(false);
        feature.Server = Server;
        if (feature.Refusal is not null)
        {
            return AttemptOutcome.ConversationUnknown;
        }

        if (context.GetForwarderErrorFeature() is not { } error || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return AttemptOutcome.Answered;
        }

        return IsNotReached(error) ? AttemptOutcome.NotReached
            : error.Error is ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled ? AttemptOutcome.Answered
            : AttemptOutcome.BrokenOff;
    }

    private void Reset(IReadOnlyList<DestinationState> servers)
    {
        if (Server is not null)
        {
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            _proxy.ProxiedDestination = null;
        }

        feature.Refusal = null;
        _proxy.AvailableDestinations = servers;
        if (body is not null)
        {
            context.Request.Body = body.OpenRead();
        }
    }

    private static bool IsNotReached(IForwarderErrorFeature error) => error.Error switch
    {
        ForwarderError.NoAvailableDestinations => true,
        ForwarderError.Request => error.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        },

        // The connection timed out. Other timeouts have no inner TimeoutException.
        ForwarderError.RequestTimedOut => error.Exception is OperationCanceledException { InnerException: TimeoutException },
        _ => false,
    };
}
