using System.Diagnostics.Metrics;

namespace NodeNet.Orleans.Work;

/// <summary>The figures of a silo, as System.Diagnostics.Metrics (OpenTelemetry reads them) under the name "NodeNet.Orleans".</summary>
internal sealed class ClusterMeter : IDisposable
{
    public const string Name = "NodeNet.Orleans";

    private readonly Meter _meter = new(Name);
    private int _busy;

    public ClusterMeter()
    {
        Done = _meter.CreateCounter<long>("nodenet.trials.done", "{trial}", "Trials that this silo has ended, those with trouble among them.");
        Troubled = _meter.CreateCounter<long>("nodenet.trials.troubled", "{trial}", "Those of them that threw.");
        Lost = _meter.CreateCounter<long>("nodenet.trials.lost", "{trial}", "Attempts that were lost with their silo, in sweeps that this silo keeps.");
        Refused = _meter.CreateCounter<long>("nodenet.trials.refused", "{trial}", "Second results that were refused, in sweeps that this silo keeps.");
        Duration = _meter.CreateHistogram<double>("nodenet.trial.duration", "s", "How long a trial took.");
        _meter.CreateObservableGauge("nodenet.slots.busy", () => _busy, "{slot}", "Slots of this silo in which a trial runs.");
    }

    public Counter<long> Done { get; }

    public Counter<long> Troubled { get; }

    public Counter<long> Lost { get; }

    public Counter<long> Refused { get; }

    public Histogram<double> Duration { get; }

    public int Busy => _busy;

    public void Begin() => Interlocked.Increment(ref _busy);

    public void End(TimeSpan took, bool hasTrouble)
    {
        Interlocked.Decrement(ref _busy);
        Done.Add(1);
        if (hasTrouble) Troubled.Add(1);
        Duration.Record(took.TotalSeconds);
    }

    public void Abandon() => Interlocked.Decrement(ref _busy);

    public void Dispose() => _meter.Dispose();
}
