using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans.Hosting;

/// <summary>The health check "nodenet": healthy when the silo has joined its cluster and takes work.</summary>
internal sealed class SiloHealth(TrialWorker worker, SiloSettings settings, ClusterMeter meter) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (bool hasJoined, string? trouble) = worker.State;
        string words = hasJoined ? $"{meter.Busy} of {settings.SlotCount} slots busy" : trouble ?? "has not joined the cluster yet";
        return Task.FromResult(hasJoined ? HealthCheckResult.Healthy(words) : HealthCheckResult.Unhealthy(words));
    }
}
