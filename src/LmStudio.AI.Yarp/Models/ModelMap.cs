using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>The models of each server, as last reported.</summary>
internal sealed class ModelMap(TimeProvider timeProvider)
{
    /// <summary>How long a model is assumed to be loading or loaded after a request for it was sent to a server. Large models take minutes.</summary>
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<DestinationState, ServerModels> _servers = new();
    private readonly ConcurrentDictionary<DestinationState, bool> _unreachable = new();
    private readonly ConcurrentDictionary<(DestinationState Server, string Model), DateTimeOffset> _expected = new();

    public ServerModels? Find(DestinationState server) => _servers.GetValueOrDefault(server);

    /// <summary>Returns whether a server did not respond to the last request.</summary>
    public bool IsUnreachable(DestinationState server) => _unreachable.ContainsKey(server);

    /// <summary>Returns whether a request that makes the server load the model was sent to it.</summary>
    public bool IsExpected(DestinationState server, string model) =>
        _expected.TryGetValue((server, model), out DateTimeOffset until) && until > timeProvider.GetUtcNow();

    /// <summary>Records that a server is about to load a model, so that the next request for it does not make another server load it too.</summary>
    public void Expect(DestinationState server, string model) => _expected[(server, model)] = timeProvider.GetUtcNow() + LoadTime;

    /// <summary>Records the models that a server has reported.</summary>
    public void Report(DestinationState server, ServerModels models)
    {
        _servers[server] = models;
        _ = _unreachable.TryRemove(server, out _);
    }

    /// <summary>Records that a server does not accept connections.</summary>
    public void ReportUnreachable(DestinationState server)
    {
        _unreachable[server] = true;
        foreach ((DestinationState Server, string Model) key in _expected.Keys)
        {
            if (key.Server == server)
            {
                _ = _expected.TryRemove(key, out _);
            }
        }
    }

    /// <summary>Records that a server responded. If it returned an error, it may not have loaded the model.</summary>
    public void ReportAnswer(DestinationState server, string? model, bool isSuccess)
    {
        if (!_unreachable.IsEmpty)
        {
            _ = _unreachable.TryRemove(server, out _);
        }

        if (!isSuccess && model is not null && !_expected.IsEmpty)
        {
            _ = _expected.TryRemove((server, model), out _);
        }
    }

    /// <summary>Removes servers that are no longer in the configuration, and expired expectations.</summary>
    public void Prune(IReadOnlyCollection<DestinationState> servers)
    {
        foreach (DestinationState server in _servers.Keys.Concat(_unreachable.Keys).Except(servers))
        {
            _ = _servers.TryRemove(server, out _);
            _ = _unreachable.TryRemove(server, out _);
        }

        foreach (((DestinationState Server, string Model) key, DateTimeOffset until) in _expected)
        {
            if (until <= timeProvider.GetUtcNow() || !servers.Contains(key.Server))
            {
                _ = _expected.TryRemove(key, out _);
            }
        }
    }
}
