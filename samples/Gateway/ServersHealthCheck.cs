using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace GatewaySample;

/// <summary>Checks which servers respond. If none does, the gateway is unhealthy; if only some do, it is degraded.</summary>
internal sealed class ServersHealthCheck(IProxyStateLookup proxy) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        DestinationState[] servers = [.. proxy.GetClusters().SelectMany(static cluster => cluster.DestinationsState.AllDestinations)];
        DestinationState[] down = [.. servers.Where(static server => server.Health.Active == DestinationHealth.Unhealthy || server.Health.Passive == DestinationHealth.Unhealthy)];
        HealthStatus status = down.Length == servers.Length ? HealthStatus.Unhealthy : down.Length > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        return Task.FromResult(new HealthCheckResult(status, down.Length == 0 ? null : "Down: " + string.Join(", ", down.Select(static server => server.DestinationId))));
    }
}
