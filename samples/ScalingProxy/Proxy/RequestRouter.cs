namespace ScalingSample.Proxy;

/// <summary>Chooses the server of each request: for a conversation the one that stored it, for everything else the one with the least to do.</summary>
internal sealed class RequestRouter(ServerPool pool, ConversationTable conversations, ServerClient client)
{
    /// <exception cref="ProxyException">No server can answer.</exception>
    public Task<ServerAnswer> SendAsync(ProxiedRequest request, CancellationToken cancellationToken) =>
        request.ConversationId is not { } id ? SendToLeastBusyAsync(request, cancellationToken)
        : conversations.Find(id) is { } server ? SendToOwnerAsync(request, server, cancellationToken)
        : AskAroundAsync(request, cancellationToken);

    private async Task<ServerAnswer> SendToLeastBusyAsync(ProxiedRequest request, CancellationToken cancellationToken)
    {
        List<ProxiedServer> unreachable = [];
        while (pool.TakeLeastBusy(except: unreachable) is { } use)
        {
            if (await client.TrySendAsync(use, request, cancellationToken) is { } answer)
            {
                return answer;
            }

            unreachable.Add(use.Server);
        }

        throw ProxyException.NoServer(pool.Servers);
    }

    private async Task<ServerAnswer> SendToOwnerAsync(ProxiedRequest request, ProxiedServer server, CancellationToken cancellationToken) =>
        await client.TrySendAsync(pool.Take(server), request, cancellationToken) ?? throw ProxyException.ConversationUnreachable(server);

    /// <summary>
    /// Asks one server after the other, as after a restart of the proxy, until one has the conversation. A server that does not have it refuses the request and
    /// generates nothing, so the model answers once at most.
    /// </summary>
    private async Task<ServerAnswer> AskAroundAsync(ProxiedRequest request, CancellationToken cancellationToken)
    {
        List<ProxiedServer> asked = [];
        List<ProxiedServer> unreachable = [];
        ServerAnswer? refusal = null;
        try
        {
            while (pool.TakeLeastBusy(except: asked) is { } use)
            {
                asked.Add(use.Server);
                refusal?.Dispose();
                refusal = await client.TrySendAsync(use, request, cancellationToken);
                if (refusal is null)
                {
                    unreachable.Add(use.Server);
                }
                else if (!await refusal.IsConversationUnknownAsync(cancellationToken))
                {
                    return refusal;
                }
            }
        }
        catch
        {
            refusal?.Dispose();
            throw;
        }

        if (unreachable.Count == 0 && refusal is not null)
        {
            return refusal;
        }

        // The conversation may be where nobody could be asked, so it must not be called unknown.
        refusal?.Dispose();
        throw unreachable.Count == pool.Servers.Count ? ProxyException.NoServer(pool.Servers) : ProxyException.ConversationNotFound(unreachable);
    }
}
