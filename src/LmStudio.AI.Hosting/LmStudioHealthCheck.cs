using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LmStudio.AI;

/// <summary>Requests a server's list of models, which does not load any.</summary>
internal sealed class LmStudioHealthCheck(LmStudioClientSource source, LmStudioHealthRequirement requirement, string? model, TimeSpan timeout) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        LmStudioClient client = source.Client;
        string server = client.Endpoint.AbsoluteUri.TrimEnd('/');
        using CancellationTokenSource timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(timeout);
        IReadOnlyList<LmStudioModel> models;
        try
        {
            // The user's handlers and token providers may block or ignore cancellation. The check completes nevertheless.
            CancellationToken timedOut = timer.Token;
            models = await TaskWaiting.WaitAsync(Task.Run(() => client.ListModelsAsync(timedOut), timedOut), timedOut).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"LM Studio at {server} did not respond within {timeout.TotalSeconds:0.###} s.");
        }
        catch (LmStudioException exception)
        {
            return Failed(exception.Message, exception);
        }

        string? wanted = model ?? source.Model;
        LmStudioModel[] found = [.. models.Where(candidate => wanted is null ? candidate.Type != "embedding" : ModelNames.CanMean(wanted, candidate))];
        string which = wanted is null ? "No LLM" : $"The model '{wanted}'";
        string not = wanted is null ? "" : "not ";
        return requirement >= LmStudioHealthRequirement.ModelDownloaded && found.Length == 0 ? Failed($"{which} is {not}downloaded to LM Studio at {server}.")
            : requirement >= LmStudioHealthRequirement.ModelLoaded && found.All(static candidate => candidate.LoadedInstances.Count == 0) ? Failed($"{which} is {not}loaded on LM Studio at {server}.")
            : HealthCheckResult.Healthy($"LM Studio at {server} responds.");

        HealthCheckResult Failed(string description, Exception? exception = null) => new(context.Registration.FailureStatus, description, exception);
    }
}
