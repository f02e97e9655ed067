namespace LmStudio.AI.Emulator;

/// <summary>The downloaded models and the loaded instances, and the rules by which a name finds one.</summary>
internal sealed class ModelStore(IEnumerable<EmulatorModel> models, TimeProvider timeProvider)
{
    /// <summary>LM Studio's default for models loaded by a request; explicit loads stay until they are unloaded.</summary>
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly List<EmulatorModel> _models = [.. models];
    private readonly List<EmulatorInstance> _instances = [];

    /// <summary>Serializes loads, so that a second request for the same model waits and then finds it loaded.</summary>
    /// <remarks>
    /// Real servers may load it for each request: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1751"/>. The conditions are unknown,
    /// and tests must be repeatable.
    /// </remarks>
    public SemaphoreSlim JustInTimeGate { get; } = new(1);

    public IReadOnlyList<EmulatorModel> Models
    {
        get
        {
            lock (_gate)
            {
                return [.. _models];
            }
        }
    }

    public IReadOnlyList<EmulatorInstance> Instances
    {
        get
        {
            lock (_gate)
            {
                RemoveExpired();
                return [.. _instances];
            }
        }
    }

    public void Add(EmulatorModel model)
    {
        lock (_gate)
        {
            if (!_models.Exists(existing => existing.Key == model.Key))
            {
                _models.Add(model);
            }
        }
    }

    public bool Remove(string key)
    {
        lock (_gate)
        {
            return _models.RemoveAll(model => model.Key == key) > 0;
        }
    }

    /// <summary>Finds a model by its key, the only name that loading and downloading take.</summary>
    public EmulatorModel? FindByKey(string key) => Models.FirstOrDefault(model => IsName(model.Key, key));

    /// <summary>Finds a model by any name a chat may use: key, variant (<c>key@quantization</c>) or the bare name after the slash.</summary>
    public EmulatorModel? FindByAnyName(string name) =>
        Models.FirstOrDefault(model => IsName(model.Key, name) || IsName(model.Variant, name))
        ?? Models.FirstOrDefault(model => IsName(model.BareName, name));

    /// <summary>Finds the instance for a model name, and restarts its time to live.</summary>
    public EmulatorInstance? FindInstance(string name)
    {
        EmulatorModel? model = FindByAnyName(name);
        lock (_gate)
        {
            RemoveExpired();
            int index = _instances.FindIndex(instance => instance.Id == name);
            if (index < 0)
            {
                index = _instances.FindIndex(instance => instance.Model.Key == model?.Key);
            }

            if (index < 0)
            {
                return null;
            }

            if (_instances[index] is { LoadedJustInTime: true } used)
            {
                _instances[index] = new(used.Id, used.Model, used.Config, timeProvider.GetUtcNow() + used.TimeToLive, used.TimeToLive);
            }

            return _instances[index];
        }
    }

    /// <summary>Adds an instance, also if the model is already loaded: a load in LM Studio is not idempotent.</summary>
    /// <param name="model">The model.</param>
    /// <param name="config">The load settings.</param>
    /// <param name="timeToLive">
    /// The idle time after which an instance loaded by a chat or embeddings request is unloaded; null for an instance that stays loaded.
    /// </param>
    public EmulatorInstance Load(EmulatorModel model, LoadConfig config, TimeSpan? timeToLive = null)
    {
        lock (_gate)
        {
            RemoveExpired();
            if (timeToLive is not null)
            {
                // LM Studio's default: only the model that a request loaded last is kept.
                _instances.RemoveAll(instance => instance.LoadedJustInTime && instance.Model.Type == model.Type);
            }

            string id = model.Key;
            for (int number = 2; _instances.Exists(instance => instance.Id == id); number++)
            {
                id = $"{model.Key}:{number}";
            }

            EmulatorInstance loaded = new(id, model, config, timeProvider.GetUtcNow() + timeToLive, timeToLive);
            _instances.Add(loaded);
            return loaded;
        }
    }

    /// <summary>Unloads the instance with this id or else, as LM Studio does with a bare model key, the first instance of that model.</summary>
    /// <returns>The instance that was unloaded, or <see langword="null"/> if there was none.</returns>
    public EmulatorInstance? Unload(string instanceId)
    {
        lock (_gate)
        {
            RemoveExpired();
            EmulatorInstance? found = _instances.Find(instance => instance.Id == instanceId) ?? _instances.Find(instance => IsName(instance.Model.Key, instanceId));
            if (found is not null)
            {
                _instances.Remove(found);
            }

            return found;
        }
    }

    /// <remarks>Model keys are case-insensitive, instance ids are case-sensitive, as captured.</remarks>
    private static bool IsName(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private void RemoveExpired()
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        _instances.RemoveAll(instance => instance.ExpiresAt <= now);
    }
}
