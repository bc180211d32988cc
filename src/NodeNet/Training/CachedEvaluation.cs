using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <summary>How well a network does on examples: measured again only when the network has changed.</summary>
internal sealed class CachedEvaluation(Network network, ILoss loss, TrainerOptions options, TrainingExamples examples)
{
    private Evaluation? _last;
    private long _version;

    /// <summary>Ends a measurement that reads a source.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <exception cref="OperationCanceledException">The reading of a source was cancelled.</exception>
    public Evaluation Now
    {
        get
        {
            if (_last is not null && _version == network.Version) return _last;
            _last = null;
            long version = network.Version;
            _last = examples.Evaluate(network, loss, options, Cancellation);
            _version = version;
            return _last;
        }
    }
}
