using System.Runtime.CompilerServices;

namespace LmStudio.AI.Emulator;

/// <summary>Loads models. A load takes time and can fail.</summary>
internal sealed class ModelLoader(ModelStore models, EmulatorFaults faults, TimeSpan duration, TimeProvider timeProvider)
{
    private static readonly double[] Steps = [0, 0.25, 0.5, 0.75, 1];

    public EmulatorInstance? FindInstance(string name) => models.FindInstance(name);

    /// <exception cref="WireException">The guardrail refuses.</exception>
    public async Task<(EmulatorInstance Instance, TimeSpan LoadTime)> LoadAsync(EmulatorModel model, LoadConfig config, CancellationToken cancellationToken)
    {
        long started = timeProvider.GetTimestamp();
        await TakeTimeAsync(cancellationToken).ConfigureAwait(false);
        return (models.Load(model, config), timeProvider.GetElapsedTime(started));
    }

    /// <summary>Waits for the load duration, for a load that does not create an instance.</summary>
    /// <exception cref="WireException">The guardrail refuses.</exception>
    public Task TakeTimeAsync(CancellationToken cancellationToken) =>
        faults.RefuseLoads ? throw WireErrors.LoadRefused() : Task.Delay(duration, timeProvider, cancellationToken);

    /// <summary>Finds the instance for a chat, or loads one. Returns the events of the load, or none if nothing has to be loaded.</summary>
    public async IAsyncEnumerable<NativeEvent> LoadForChatAsync(ModelLoading loading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((loading.Instance = models.FindInstance(loading.RequestedName)) is not null)
        {
            yield break;
        }

        await models.JustInTimeGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // While this request waited, another may have loaded the model.
            if ((loading.Instance = models.FindInstance(loading.RequestedName)) is not null)
            {
                yield break;
            }

            long started = timeProvider.GetTimestamp();
            string key = loading.Model.Key;
            yield return NativeEvent.Create("model_load.start", ("model_instance_id", key));
            if (faults.RefuseLoads)
            {
                // The end of a stream whose load fails is unknown; without an instance, there is no result for a chat.end.
                yield return NativeEvent.Error(WireErrors.LoadRefused());
                yield break;
            }

            foreach (double progress in Steps)
            {
                if (progress > 0)
                {
                    await Task.Delay(duration / (Steps.Length - 1), timeProvider, cancellationToken).ConfigureAwait(false);
                }

                yield return NativeEvent.Create("model_load.progress", ("model_instance_id", key), ("progress", progress));
            }

            loading.Instance = models.Load(loading.Model, LoadConfig.ForRequest(loading.Model, loading.ContextLength), loading.TimeToLive ?? ModelStore.DefaultTimeToLive);
            loading.LoadTime = timeProvider.GetElapsedTime(started);
            yield return NativeEvent.Create(
                "model_load.end", ("model_instance_id", loading.Instance.Id), ("load_time_seconds", Math.Round(loading.LoadTime.Value.TotalSeconds, 3)));
        }
        finally
        {
            models.JustInTimeGate.Release();
        }
    }
}
