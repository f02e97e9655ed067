using System.Collections.Concurrent;

namespace LmStudio.AI;

/// <summary>The shared state of a set of tools: the client, the allowed models and the instances that the tools loaded.</summary>
internal sealed class ModelToolScope(LmStudioClient client, LmStudioModelToolOptions options)
{
    private readonly HashSet<string>? _allowed = options.Models is { } models ? [.. models] : null;
    private readonly ConcurrentDictionary<string, LmStudioModelLease> _leases = new();

    public LmStudioClient Client { get; } = client;

    public TimeProvider TimeProvider { get; } = options.TimeProvider;

    /// <summary>Gets the allowed models, or <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Allowed => _allowed;

    /// <exception cref="ModelToolException">The model may not be touched.</exception>
    public void RequireAllowed(string model)
    {
        if (_allowed?.Contains(model) == false)
        {
            throw new ModelToolException($"You may not do this with '{model}'. The models that you may use are: {string.Join(", ", _allowed)}.");
        }
    }

    /// <summary>Remembers a loaded instance, to be given back when it is unloaded.</summary>
    public async Task KeepAsync(LmStudioModelLease lease)
    {
        LmStudioModelLease kept = _leases.AddOrUpdate(lease.InstanceId, lease, (_, known) => known.OwnsInstance ? known : lease);
        if (kept != lease)
        {
            // The instance was loaded by this set already. One lease of it is enough.
            _ = await lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns the lease of an instance that this set has loaded.</summary>
    public LmStudioModelLease? FindOwn(string instanceId) => _leases.TryGetValue(instanceId, out LmStudioModelLease? lease) && lease.OwnsInstance ? lease : null;

    public void Forget(string instanceId) => _leases.TryRemove(instanceId, out _);
}
