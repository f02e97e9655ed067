using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Selects the candidate servers of a request: for a conversation, the server that stored it; otherwise, all servers.</summary>
internal sealed class RequestRouter(ConversationTable conversations, ModelMap models, IOptions<LmStudioAffinityOptions> options)
{
    /// <summary>
    /// Sends a request that any server can handle. If a server does not accept the connection, nothing was sent, so the request goes to another one.
    /// </summary>
    /// <exception cref="GatewayException">No server accepts connections.</exception>
    public async Task SendAnywhereAsync(HttpContext context, ForwardAttempt attempt)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        List<DestinationState> candidates = [.. proxy.AvailableDestinations];
        while (candidates.Count > 0)
        {
            switch (await attempt.RunAsync(candidates).ConfigureAwait(false))
            {
                case AttemptOutcome.NotReached:
                    DestinationState server = attempt.Server ?? throw GatewayException.NoServer(proxy.AllDestinations);
                    models.ReportUnreachable(server);
                    _ = candidates.Remove(server);
                    break;
                case AttemptOutcome.BrokenOff:
                    throw GatewayException.BrokenOff(attempt.Server?.DestinationId ?? "the server", attempt.Failure);
                default:
                    return;
            }
        }

        throw GatewayException.NoServer(proxy.AllDestinations);
    }

    /// <summary>Sends a request that continues a conversation.</summary>
    /// <exception cref="GatewayException">
    /// The server that stored the conversation is not available, or the conversation was started with another token.
    /// </exception>
    public async Task<string> SendToConversationAsync(HttpContext context, ForwardAttempt attempt, AffinityFeature feature, string conversationId)
    {
        IReadOnlyList<DestinationState> servers = context.GetReverseProxyFeature().AllDestinations;
        if (await conversations.FindAsync(feature.ClusterId, conversationId, context.RequestAborted).ConfigureAwait(false) is { } owner)
        {
            if (options.Value.BindConversationsToTokens && owner.Token != TokenFingerprint.Compute(conversationId, feature.Token))
            {
                throw GatewayException.UnknownConversation(conversationId);
            }

            if (servers.FirstOrDefault(server => server.DestinationId == owner.DestinationId) is { } known)
            {
                await SendToOwnerAsync(attempt, known).ConfigureAwait(false);
                return "continued";
            }
        }

        await TryServersAsync(attempt, feature, servers).ConfigureAwait(false);
        return "searched";
    }

    /// <summary>Sends a request to one server regardless of its health state, unless a health check has just found it down.</summary>
    /// <exception cref="GatewayException">The server is not available.</exception>
    public async Task SendToServerAsync(ForwardAttempt attempt, DestinationState server, Func<DestinationState, GatewayException> unreachable)
    {
        AttemptOutcome outcome = server.Health.Active == DestinationHealth.Unhealthy ? AttemptOutcome.NotReached : await attempt.RunAsync([server]).ConfigureAwait(false);
        switch (outcome)
        {
            case AttemptOutcome.NotReached:
                models.ReportUnreachable(server);
                throw unreachable(server);
            case AttemptOutcome.BrokenOff:
                throw GatewayException.BrokenOff(server.DestinationId, attempt.Failure);
        }
    }

    private Task SendToOwnerAsync(ForwardAttempt attempt, DestinationState owner) => SendToServerAsync(attempt, owner, GatewayException.ConversationUnreachable);

    /// <summary>
    /// Sends the request to one server after another until one has the conversation, for example after a restart without a shared cache. A server that does not
    /// have it rejects the request and generates nothing, so at most one server generates a response. If a connection is closed after the request was sent, no
    /// other server is tried.
    /// </summary>
    private async Task TryServersAsync(ForwardAttempt attempt, AffinityFeature feature, IReadOnlyList<DestinationState> servers)
    {
        List<DestinationState> candidates = [.. servers.Where(static server => server.Health.Active != DestinationHealth.Unhealthy)];
        List<DestinationState> unreachable = [.. servers.Except(candidates)];
        ServerRefusal? refusal = null;
        feature.IsOwnerUnknown = true;
        while (candidates.Count > 0)
        {
            AttemptOutcome outcome = await attempt.RunAsync(candidates).ConfigureAwait(false);
            if (outcome is AttemptOutcome.Answered)
            {
                return;
            }

            DestinationState server = attempt.Server ?? throw GatewayException.NoServer(servers);
            _ = candidates.Remove(server);
            switch (outcome)
            {
                case AttemptOutcome.BrokenOff:
                    throw GatewayException.BrokenOff(server.DestinationId, attempt.Failure);
                case AttemptOutcome.NotReached:
                    models.ReportUnreachable(server);
                    unreachable.Add(server);
                    break;
                default:
                    refusal = feature.Refusal;
                    break;
            }
        }

        // The conversation may be stored on a server that could not be reached, so it must not be reported as unknown.
        feature.Refusal = unreachable.Count == 0 ? refusal : null;
        if (feature.Refusal is null)
        {
            throw unreachable.Count == servers.Count ? GatewayException.NoServer(servers) : GatewayException.ConversationNotFound(unreachable);
        }
    }
}
