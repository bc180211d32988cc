using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>How a recorded step was taken.</summary>
public sealed class LedgerSetup
{
    internal LedgerSetup(ILoss loss, TrainerOptions options, double learningRate, long stepNumber, bool isApplied)
    {
        LossFunction = loss;
        Rule = options.Optimizer;
        LearningRate = learningRate;
        BatchReduction = options.BatchReduction;
        Penalty = options.Penalty;
        ClipNorm = options.ClipNorm;
        Dropout = options.Dropout;
        InputNoise = options.InputNoise;
        MaxNorm = options.MaxNorm;
        StepNumber = stepNumber;
        IsApplied = isApplied;
        int memory = options.Optimizer.MemoryLength;
        MemoryNames = options.Optimizer.MemoryNames.Count == memory
            ? [.. options.Optimizer.MemoryNames]
            : [.. Enumerable.Range(1, memory).Select(number => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"memory {number}"))];
    }

    /// <summary>The name of the loss, as "sse".</summary>
    public string Loss => LossFunction.Name;

    /// <summary>Whether an example's loss is the mean of its outputs' terms; otherwise it is their sum.</summary>
    public bool IsMeanOverOutputs => LossFunction.IsMeanOverOutputs;

    /// <summary>The name of the optimizer, as "gradient_descent".</summary>
    public string Optimizer => Rule.Name;

    /// <summary>What the numbers that the optimizer remembers for each parameter are called; empty if it remembers none.</summary>
    public IReadOnlyList<string> MemoryNames { get; }

    /// <summary>α of this step.</summary>
    public double LearningRate { get; }

    /// <summary>Whether the step follows the mean or the sum over its examples.</summary>
    public BatchReduction BatchReduction { get; }

    /// <summary>The penalty of L1 and L2.</summary>
    public WeightPenalty Penalty { get; }

    /// <summary>The largest length of the gradient, or null for no limit.</summary>
    public double? ClipNorm { get; }

    /// <summary>Which share of the nodes is left out; null for none.</summary>
    public Dropout? Dropout { get; }

    /// <summary>The standard deviation of the noise on inputs; 0 for none.</summary>
    public double InputNoise { get; }

    /// <summary>The largest length of the weights into a node, or null for no limit.</summary>
    public double? MaxNorm { get; }

    /// <summary>The number of the step since the trainer began, from 1. Optimizers with a correction for their start use it.</summary>
    public long StepNumber { get; }

    /// <summary>Whether the step was taken; otherwise the ledger says what it would do, and the network is as it was.</summary>
    public bool IsApplied { get; }

    /// <summary>"step 1: sse, gradient_descent, α = 0.01".</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step {StepNumber}: {Loss}, {Optimizer}, α = {MessageText.Exact(LearningRate)}");

    /// <summary>The loss.</summary>
    public ILoss LossFunction { get; }

    /// <summary>The optimizer.</summary>
    public IOptimizer Rule { get; }
}
