using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>What a run learns from or measures on: a data set, or a source that is read again for each epoch.</summary>
internal abstract class TrainingExamples
{
    /// <summary>How many there are.</summary>
    public abstract long Count { get; }

    /// <summary>Σ weight; the number of examples where all count alike.</summary>
    public abstract double TotalWeight { get; }

    /// <summary>Whether the targets name classes.</summary>
    public abstract bool IsClassification { get; }

    /// <summary>Some of them, or all: for findings and advice.</summary>
    public abstract DataSet Sample { get; }

    /// <summary>How many share a step, with so many as the options say.</summary>
    public int BatchOf(int batchSize) => (int)Math.Min(batchSize, Count);

    /// <summary>How many steps an epoch has.</summary>
    public long StepsOf(int batchSize) => (Count - 1) / BatchOf(batchSize) + 1;

    /// <summary>An epoch's steps, batch after batch; returns the sum of the examples' losses.</summary>
    public abstract double TakeEpoch(IStepper stepper, int batch, double rate, ref double right, CancellationToken cancellation);

    /// <summary>Whether they are read again each time, which may take long.</summary>
    public virtual bool IsReadAgain => false;

    /// <summary>How well a network does.</summary>
    /// <exception cref="OperationCanceledException">They are read again, and that was cancelled.</exception>
    public abstract Evaluation Evaluate(Network network, ILoss loss, TrainerOptions options, CancellationToken cancellation);

    /// <summary>The loss of a network on <see cref="Sample"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="onAll">What it is on all examples.</param>
    public abstract double LossOnSample(Network network, ILoss loss, double onAll);

    /// <summary>What they are, in words, with a digest.</summary>
    public abstract string Describe();
}

/// <summary>A data set.</summary>
internal sealed class ExamplesInMemory(DataSet data, TrainerOptions options, RandomGenerator random) : TrainingExamples
{
    private readonly EpochOrder _order = new(data.Count, options.Shuffle, random);
    private bool _isMeasured;
    private RepeatedEvaluation? _loops;
    private NetworkLayout? _shape; // of the loops
    private double[]? _parameters;

    public DataSet Data => data;

    public override long Count => data.Count;

    public override double TotalWeight => data.TotalWeight;

    public override bool IsClassification => data.IsClassification;

    public override DataSet Sample => data;

    public override double TakeEpoch(IStepper stepper, int batch, double rate, ref double right, CancellationToken cancellation) =>
        stepper.Run(data, _order.Next(), batch, rate, ref right, cancellation);

    public override Evaluation Evaluate(Network network, ILoss loss, TrainerOptions options, CancellationToken cancellation)
    {
        RepeatedEvaluation? loops = _isMeasured ? LoopsOf(network, loss, options.EvaluationPrecision == Precision.Single) : null;
        Evaluation evaluation = Evaluation.Of(network, loss, data, options.EvaluationPrecision, options.MaxDegreeOfParallelism, loops);
        _isMeasured = true;
        return evaluation;
    }

    public override double LossOnSample(Network network, ILoss loss, double onAll) => onAll;

    public override string Describe() => RunFingerprint.Describe(data);

    /// <summary>Made for the second measurement: many data sets are measured once.</summary>
    private RepeatedEvaluation? LoopsOf(Network network, ILoss loss, bool isSingle)
    {
        if (!FastMode.IsOn || data.Inputs.Width != network.InputLayer.Count) return null;
        if (!ReferenceEquals(_shape, network.NetworkLayout) || !ReferenceEquals(_parameters, network.Parameters))
        {
            (_shape, _parameters) = (network.NetworkLayout, network.Parameters);
            _loops = RepeatedEvaluation.Of(network, loss, data, isSingle);
        }
        return _loops;
    }
}
