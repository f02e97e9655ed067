using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LmStudio.AI;

/// <summary>Checks whether the server responds and the resource's models are loaded. It requests the list of models, which does not load any.</summary>
internal sealed class LmStudioServerHealthCheck(LmStudioResource resource, LmStudioServer server) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (server.Client is not { } client)
        {
            return HealthCheckResult.Unhealthy("The server has not started.");
        }

        using CancellationTokenSource timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(Patience);
        try
        {
            IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(timer.Token).ConfigureAwait(false);
            string[] missing = [.. resource.Models.Where(name => !models.Any(model => model.LoadedInstances.Count > 0 && Means(name, model)))];

            // Only degraded: LM Studio loads a model again when a request needs it.
            return missing.Length > 0
                ? HealthCheckResult.Degraded($"Not loaded: {string.Join(", ", missing)}.")
                : HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"No response from {client.Endpoint} within {Patience.TotalSeconds} s.");
        }
        catch (LmStudioException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }

    private static bool Means(string name, LmStudioModel model) =>
        model.Key == name || model.Variants?.Contains(name) == true || model.LoadedInstances.Any(instance => instance.Id == name);
}
