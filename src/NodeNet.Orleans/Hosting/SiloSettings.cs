using NodeNet.Data;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans.Hosting;

/// <summary>How a silo works, beside where its cluster is.</summary>
internal sealed class SiloSettings
{
    public TrialRegistry Registry { get; } = new();

    /// <summary>The rows that the silo has itself, by name.</summary>
    public Dictionary<string, Func<DataSet>> Shards { get; } = [];

    /// <summary>Where fetched rows are kept on disk; null for nowhere.</summary>
    public DiskCache? Cache { get; set; }

    public int SlotCount { get; set; } = Environment.ProcessorCount;

    public string? Name { get; set; }

    /// <summary>A silo says so often that it is still at a lease.</summary>
    public TimeSpan BeatEvery { get; set; } = TimeSpan.FromSeconds(2.0);

    /// <summary>A slot without work asks again after so long.</summary>
    public TimeSpan IdlePause { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A slot that waits for the next stage of a board asks again after so long.</summary>
    public TimeSpan StagePause { get; set; } = TimeSpan.FromSeconds(0.05);

    /// <summary>After a call that failed.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1.0);

    /// <summary>The silo reports itself to the index so often.</summary>
    public TimeSpan CardEvery { get; set; } = TimeSpan.FromSeconds(10.0);

    /// <summary>The silo asks so often whether the cluster's storage still knows it.</summary>
    public TimeSpan MembersEvery { get; set; } = TimeSpan.FromSeconds(5.0);

    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromSeconds(30.0);

    /// <summary>Stands in for the machine's own, in tests of a mixed cluster.</summary>
    public string? Arithmetic { get; set; }

    /// <summary>Stands in for the build's own hash, in tests.</summary>
    public string? Build { get; set; }

    /// <summary>Stands in for the hash of a trial's code, in tests.</summary>
    public string? Code { get; set; }
}
