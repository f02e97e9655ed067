using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>Chooses the servers that may get a request: for a conversation the one that stored it, for everything else all of them.</summary>
internal sealed class RequestRouter(ConversationTable conversations, ModelMap models, IOptions<LmStudioAffinityOptions> options)
{
    /// <summary>Sends a request that any server can answer. A server that accepts no connection got nothing, so another one is asked then.</summary>
    /// <exception cref="GatewayException">No server can answer.</exception>
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
    /// <exception cref="GatewayException">The server that has the conversation cannot answer, or the token is that of somebody else.</exception>
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

        await AskAroundAsync(attempt, feature, servers).ConfigureAwait(false);
        return "asked";
    }

    /// <summary>Sends a request to one server, whatever its health is said to be, unless a health check has just found it down.</summary>
    /// <exception cref="GatewayException">The server cannot answer.</exception>
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
    /// Asks one server after the other, as after a restart without a shared table, until one has the conversation. A server that does not have it refuses the request and
    /// generates nothing, so the model answers once at most. After a connection that broke nobody else is asked.
    /// </summary>
    private async Task AskAroundAsync(ForwardAttempt attempt, AffinityFeature feature, IReadOnlyList<DestinationState> servers)
    {
        List<DestinationState> candidates = [.. servers.Where(static server => server.Health.Active != DestinationHealth.Unhealthy)];
        List<DestinationState> unreachable = [.. servers.Except(candidates)];
        ServerRefusal? refusal = null;
        feature.IsAskingAround = true;
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

        // The conversation may be where nobody could be asked, so it must not be called unknown.
        feature.Refusal = unreachable.Count == 0 ? refusal : null;
        if (feature.Refusal is null)
        {
            throw unreachable.Count == servers.Count ? GatewayException.NoServer(servers) : GatewayException.ConversationNotFound(unreachable);
        }
    }
}
