namespace ScalingSample.Proxy;

/// <summary>Knows the servers and how busy they are, and spreads the load.</summary>
internal sealed class ServerPool
{
    /// <summary>How long a server that accepted no connection is asked last: long enough not to slow down every request, short enough to notice that it is back.</summary>
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private long _taken;

    public ServerPool(IEnumerable<Uri> endpoints, TimeProvider? timeProvider = null)
    {
        Servers = [.. endpoints.Select(static endpoint => new ProxiedServer(endpoint))];
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    public IReadOnlyList<ProxiedServer> Servers { get; }

    /// <summary>Takes the server with the fewest requests under way; of several, the one that has waited longest. Servers that rest come last.</summary>
    /// <param name="except">The servers that have been asked already.</param>
    /// <returns>The use of the server, or null if all have been asked.</returns>
    public ServerUse? TakeLeastBusy(IReadOnlyCollection<ProxiedServer> except)
    {
        lock (_gate)
        {
            DateTimeOffset now = _timeProvider.GetUtcNow();
            ProxiedServer? server = Servers
                .Except(except)
                .OrderBy(candidate => candidate.RestsUntil > now)
                .ThenBy(static candidate => candidate.InFlight)
                .ThenBy(static candidate => candidate.LastTaken)
                .FirstOrDefault();
            return server is null ? null : TakeCore(server);
        }
    }

    /// <summary>Takes a certain server, however busy it is.</summary>
    public ServerUse Take(ProxiedServer server)
    {
        lock (_gate)
        {
            return TakeCore(server);
        }
    }

    /// <summary>Remembers whether a server accepted a connection.</summary>
    public void Report(ProxiedServer server, bool isReachable)
    {
        lock (_gate)
        {
            server.RestsUntil = isReachable ? default : _timeProvider.GetUtcNow() + RestTime;
        }
    }

    public void GiveBack(ProxiedServer server)
    {
        lock (_gate)
        {
            server.InFlight--;
        }
    }

    private ServerUse TakeCore(ProxiedServer server)
    {
        // Counted while the choice is made, so that requests at the same moment do not all choose the same server.
        server.InFlight++;
        server.LastTaken = ++_taken;
        return new ServerUse(this, server);
    }
}
