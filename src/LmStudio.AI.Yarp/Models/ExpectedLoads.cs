using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace LmStudio.AI.Yarp;

/// <summary>The loads that requests have caused: which server is loading which model, and where a load has failed.</summary>
internal sealed class ExpectedLoads(TimeProvider timeProvider)
{
    /// <summary>How long a model is assumed to be loading or loaded after a request for it was sent to a server. Large models take minutes.</summary>
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(10);

    /// <summary>How long a server that did not load a model is used for it only if there is no other one.</summary>
    private static readonly TimeSpan FailureTime = TimeSpan.FromMinutes(1);

    /// <summary>How long it takes until a request that was assigned to a server counts as one of its requests.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(DestinationState Server, string Model), DateTimeOffset> _started = new();
    private readonly ConcurrentDictionary<(DestinationState Server, string Model), DateTimeOffset> _failed = new();

    /// <summary>Returns whether a request that makes the server load the model was sent to it.</summary>
    public bool IsExpected(DestinationState server, string model) => IsWithin(LoadTime, _started, server, model);

    /// <summary>Returns whether the server recently returned an error to a request that makes it load the model.</summary>
    public bool HasFailed(DestinationState server, string model) => IsWithin(FailureTime, _failed, server, model);

    /// <summary>Records that a server is about to load a model, so that the next request for it does not make another server load it too.</summary>
    public void Expect(DestinationState server, string model) => _started[(server, model)] = timeProvider.GetUtcNow();

    /// <summary>Records that a server returned an error, so that it may not have loaded the model.</summary>
    public void Fail(DestinationState server, string model)
    {
        if (!_started.IsEmpty && _started.TryRemove((server, model), out _))
        {
            _failed[(server, model)] = timeProvider.GetUtcNow();
        }
    }

    /// <summary>
    /// Records the models that a server has loaded. If an expected model is not loaded and the server has no requests, the load failed within a stream.
    /// </summary>
    public void Report(DestinationState server, ServerModels models)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        foreach (((DestinationState Server, string Model) key, DateTimeOffset started) in _started)
        {
            if (key.Server == server && !models.Loaded.ContainsKey(key.Model) && server.ConcurrentRequestCount == 0 && now - started > StartTime)
            {
                Fail(server, key.Model);
            }
        }
    }

    /// <summary>Removes the loads of a server that does not accept connections.</summary>
    public void Remove(DestinationState server) => Remove(_started, (key, _) => key.Server == server);

    /// <summary>Removes servers that are no longer in the configuration, and what has expired.</summary>
    public void Prune(IReadOnlyCollection<DestinationState> servers)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        Remove(_started, (key, since) => now - since >= LoadTime || !servers.Contains(key.Server));
        Remove(_failed, (key, since) => now - since >= FailureTime || !servers.Contains(key.Server));
    }

    private bool IsWithin(TimeSpan time, ConcurrentDictionary<(DestinationState Server, string Model), DateTimeOffset> since, DestinationState server, string model) =>
        !since.IsEmpty && since.TryGetValue((server, model), out DateTimeOffset start) && timeProvider.GetUtcNow() - start < time;

    private static void Remove(
        ConcurrentDictionary<(DestinationState Server, string Model), DateTimeOffset> times, Func<(DestinationState Server, string Model), DateTimeOffset, bool> isOver)
    {
        foreach (((DestinationState Server, string Model) key, DateTimeOffset since) in times)
        {
            if (isOver(key, since))
            {
                _ = times.TryRemove(key, out _);
            }
        }
    }
}
