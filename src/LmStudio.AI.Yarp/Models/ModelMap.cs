using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>The models of each server, as last reported.</summary>
internal sealed class ModelMap(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<DestinationState, ServerModels> _servers = new();
    private readonly ConcurrentDictionary<DestinationState, bool> _unreachable = new();

    /// <summary>Gets the loads that requests have caused.</summary>
    public ExpectedLoads Loads { get; } = new(timeProvider);

    public ServerModels? Find(DestinationState server) => _servers.GetValueOrDefault(server);

    /// <summary>Returns whether a server did not respond to the last request.</summary>
    public bool IsUnreachable(DestinationState server) => _unreachable.ContainsKey(server);

    /// <summary>Records the models that a server has reported.</summary>
    public void Report(DestinationState server, ServerModels models)
    {
        _servers[server] = models;
        Loads.Report(server, models);
        _ = _unreachable.TryRemove(server, out _);
    }

    /// <summary>Records that a server does not accept connections.</summary>
    public void ReportUnreachable(DestinationState server)
    {
        _unreachable[server] = true;
        Loads.Remove(server);
    }

    /// <summary>Records that a server responded.</summary>
    public void ReportAnswer(DestinationState server, string? model, bool isSuccess)
    {
        if (!_unreachable.IsEmpty)
        {
            _ = _unreachable.TryRemove(server, out _);
        }

        if (!isSuccess && model is not null)
        {
            Loads.Fail(server, model);
        }
    }

    /// <summary>Removes servers that are no longer in the configuration, and what has expired.</summary>
    public void Prune(IReadOnlyCollection<DestinationState> servers)
    {
        foreach (DestinationState server in _servers.Keys.Concat(_unreachable.Keys).Except(servers))
        {
            _ = _servers.TryRemove(server, out _);
            _ = _unreachable.TryRemove(server, out _);
        }

        Loads.Prune(servers);
    }
}
