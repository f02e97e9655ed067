namespace LmStudio.AI;

/// <summary>Tracks the loads of a server in this process, the resulting instances, and their users.</summary>
internal sealed class LoadRegistry
{
    private readonly object _sync = new();
    private readonly Dictionary<string, PendingLoad> _pending = [];
    private readonly Dictionary<string, OwnInstance> _own = [];
    private int _completed;

    /// <summary>Gets the number of completed loads. A list that was requested before the last one may not contain its instance.</summary>
    public int Completed
    {
        get
        {
            lock (_sync)
            {
                return _completed;
            }
        }
    }

    /// <summary>Joins a load in progress with exactly the same settings.</summary>
    public PendingLoad? TryJoin(string name, LoadSettings asked, bool isLease)
    {
        lock (_sync)
        {
            PendingLoad? load = _pending.Values.FirstOrDefault(load => load.Name == name && load.Asked == asked);
            load?.Join(isLease);
            return load;
        }
    }

    /// <summary>Acquires a listed instance that meets the request.</summary>
    /// <param name="model">The listed model.</param>
    /// <param name="name">The caller's name for it: an instance with this id is preferred, unless the name is also the model's key.</param>
    /// <param name="asked">The settings.</param>
    /// <param name="isLease">Whether the caller has a lease.</param>
    /// <returns>The instance and, if this process loaded it, its entry; null if no instance meets the request.</returns>
    public (LmStudioModelInstance? Instance, OwnInstance? Own) TryReuse(LmStudioModel model, string name, LoadSettings asked, bool isLease)
    {
        lock (_sync)
        {
            foreach (OwnInstance gone in _own.Values.Where(own => own.ModelKey == model.Key && !model.LoadedInstances.Any(own.CanBe)).ToList())
            {
                _ = _own.Remove(gone.Id);
            }

            // An instance that appeared after a load started may belong to that load, whose callers do not have it yet. Wait for the load.
            IEnumerable<LmStudioModelInstance> candidates = _pending.TryGetValue(model.Key, out PendingLoad? load)
                ? model.LoadedInstances.Where(instance => load.Model.LoadedInstances.Any(before => before.Id == instance.Id))
                : model.LoadedInstances;

            LmStudioModelInstance? found = candidates
                .Where(instance => ModelFit.Fits(model, instance.Config, asked) || (_own.TryGetValue(instance.Id, out OwnInstance? known) && known.Asked == asked))
                .OrderByDescending(instance => instance.Id == name && name != model.Key)
                .ThenBy(static instance => instance.TimeToLive is not null)
                .FirstOrDefault();
            OwnInstance? own = null;
            if (found is not null && _own.TryGetValue(found.Id, out own))
            {
                own.Leases += isLease ? 1 : 0;
                own.IsKept |= !isLease;
            }

            return (found, own);
        }
    }

    /// <summary>Starts a load, or finds the model's load in progress.</summary>
    /// <param name="load">The load to start.</param>
    /// <param name="completed">The value of <see cref="Completed"/> before the list that showed the need for the load was requested.</param>
    /// <param name="isLease">Whether the caller has a lease.</param>
    /// <returns>The load in progress, or <see langword="null"/> if the list is outdated.</returns>
    public PendingLoad? GetOrBegin(PendingLoad load, int completed, bool isLease)
    {
        lock (_sync)
        {
            if (_completed != completed)
            {
                return null;
            }

            if (!_pending.TryGetValue(load.Model.Key, out PendingLoad? current))
            {
                current = load;
                current.Join(isLease);
                _pending.Add(load.Model.Key, current);
            }

            return current;
        }
    }

    /// <summary>Completes a load that succeeded. The instance then belongs to the callers that wait for it.</summary>
    /// <returns>The instance, and whether all callers have given up. In that case, it has one lease, which the caller must end.</returns>
    public (OwnInstance Own, bool IsUnwanted) Complete(PendingLoad load, LmStudioLoadedModel loaded)
    {
        lock (_sync)
        {
            bool isUnwanted = load is { Leases: 0, IsKept: false };
            load.Leases += isUnwanted ? 1 : 0;
            _completed++;
            _ = _pending.Remove(load.Model.Key);
            return (_own[loaded.InstanceId] = load.CreateInstance(loaded), isUnwanted);
        }
    }

    /// <summary>Ends a load that has failed.</summary>
    public void Fail(PendingLoad load)
    {
        lock (_sync)
        {
            _ = _pending.Remove(load.Model.Key);
        }
    }

    /// <summary>Removes a caller that wanted a lease. Returns the instance to release, if it is already loaded.</summary>
    public OwnInstance? Leave(PendingLoad load)
    {
        lock (_sync)
        {
            load.Leases -= load.Instance is null ? 1 : 0;
            return load.Instance;
        }
    }

    /// <summary>Returns whether an instance goes when all leases are given back.</summary>
    public bool IsOwned(OwnInstance own)
    {
        lock (_sync)
        {
            return !own.IsKept && IsCurrent(own);
        }
    }

    /// <summary>Returns whether an instance has at most one lease and is not used otherwise in this process.</summary>
    public bool IsLast(OwnInstance own)
    {
        lock (_sync)
        {
            return own.Leases <= 1 && !own.IsKept && IsCurrent(own);
        }
    }

    /// <summary>Ends a lease.</summary>
    public void GiveBack(OwnInstance own)
    {
        lock (_sync)
        {
            own.Leases--;
            if (own.Leases <= 0 && !own.IsKept && IsCurrent(own))
            {
                _ = _own.Remove(own.Id);
            }
        }
    }

    /// <summary>Forgets an instance that was unloaded.</summary>
    public void Forget(string instanceId)
    {
        lock (_sync)
        {
            _ = _own.Remove(instanceId);
        }
    }

    private bool IsCurrent(OwnInstance own) => _own.TryGetValue(own.Id, out OwnInstance? current) && ReferenceEquals(current, own);
}
