using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <summary>How well a network does on a data set: measured again only when the network has changed.</summary>
internal sealed class CachedEvaluation(Network network, ILoss loss, TrainerOptions options, DataSet data)
{
    private readonly bool _isSingle = options.EvaluationPrecision == Precision.Single;
    private Evaluation? _last;
    private long _version;
    private RepeatedEvaluation? _loops;
    private NetworkLayout? _shape; // of the loops
    private double[]? _parameters;

    public Evaluation Now
    {
        get
        {
            if (_last is not null && _version == network.Version) return _last;
            _version = network.Version;
            return _last = Evaluation.Of(network, loss, data, options.EvaluationPrecision, options.MaxDegreeOfParallelism, _last is null ? null : Loops());
        }
    }

    /// <summary>Made for the second measurement: many data sets are measured once.</summary>
    private RepeatedEvaluation? Loops()
    {
        if (!FastMode.IsOn || data.Inputs.Width != network.InputLayer.Count) return null;
        if (!ReferenceEquals(_shape, network.NetworkLayout) || !ReferenceEquals(_parameters, network.Parameters))
        {
            (_shape, _parameters) = (network.NetworkLayout, network.Parameters);
            _loops = RepeatedEvaluation.Of(network, loss, data, _isSingle);
        }
        return _loops;
    }
}
