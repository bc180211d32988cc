namespace NodeNet.Orleans;

/// <summary>Where a client finds its cluster.</summary>
public sealed class NodeNetClientBuilder : ClusterBuilder<NodeNetClientBuilder>
{
    internal NodeNetClientBuilder()
    {
    }

    internal TimeSpan PatienceTime { get; private set; } = TimeSpan.FromMinutes(5.0);

    internal string? Build { get; set; }

    /// <summary>For how long the cluster may be silent before a call gives up with a <see cref="TimeoutException"/>; above 0. Default: five minutes, in which a
    /// cluster that has lost its silos can be started again.</summary>
    /// <param name="time">The time.</param>
    public NodeNetClientBuilder Patience(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        PatienceTime = time;
        return this;
    }
}
