using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans.Hosting;

/// <summary>The health check "nodenet": healthy when the silo has joined its cluster and takes work.</summary>
internal sealed class SiloHealth(TrialWorker worker, SiloFacts facts, SiloSettings settings, ClusterMeter meter) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? trouble = facts.Refusal ?? (worker.HasJoined ? null : "has not joined the cluster yet");
        return Task.FromResult(
            trouble is null ? HealthCheckResult.Healthy($"{meter.Busy} of {settings.SlotCount} slots busy") : HealthCheckResult.Unhealthy(trouble));
    }
}
