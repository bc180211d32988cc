using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Growing;

/// <summary>How <see cref="Cascade"/> grows a network. Immutable: use <c>with</c> for a variant.</summary>
public sealed record CascadeOptions
{
    /// <summary>The most hidden nodes. At least 0. Default: 30.</summary>
    public int MostNodes { get; init; } = 30;

    /// <summary>How many candidates compete for each place: so many of each activation function. At least 1. Default: 8.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>The activation functions that candidates have. At least one, all bounded. Default: tanh.</summary>
    public IReadOnlyList<IActivation> Activations { get; init; } = [new Tanh()];

    /// <summary>The loss. Null: cross-entropy for classes (binary, for two), mean squared error for numbers. Default: null.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>It ends when the mean loss is no larger. Where there are classes it also ends when all examples are right. 0 or above. Default: 0.</summary>
    public double LossToReach { get; init; }

    /// <summary>The most passes over the data for the weights into the outputs, after each new node. At least 1. Default: 200.</summary>
    public int OutputPasses { get; init; } = 200;

    /// <summary>The most passes over the data for the weights into a candidate. At least 1. Default: 200.</summary>
    public int CandidatePasses { get; init; } = 200;

    /// <summary>λ₂ of the weights into the outputs (<see cref="Training.TrainerOptions.L2"/>). 0 or above. Default: 1e-5: without any, the weights of what is
    /// all right grow for ever.</summary>
    public double L2 { get; init; } = 1e-5;

    /// <summary>Decides the candidates' first weights. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Is told of the network after each new node, or null. Default: null.</summary>
    public IProgress<CascadeStep>? Progress { get; init; }

    /// <summary>The members with their numbers, as "CascadeOptions { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(CascadeOptions), PrintMembers);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range.</exception>
    /// <exception cref="ArgumentException"><see cref="Activations"/> is empty, or one of them is unbounded.</exception>
    public void Validate()
    {
        Guard.AtLeast(MostNodes, 0);
        Guard.AtLeast(Candidates, 1);
        Guard.NotNull(Activations);
        if (Activations.Count == 0 || Activations.Contains(null!)) throw new ArgumentException("Activations must hold at least one, none of them null.");
        IActivation? endless = Activations.FirstOrDefault(each => each.Range is { } range && !(double.IsFinite(range.Low) && double.IsFinite(range.High)));
        if (endless is not null)
            throw new ArgumentException($"Activations has {endless.Name}, which is unbounded: larger weights would always seem better. Use tanh or sigmoid.");
        Guard.NotNegative(LossToReach);
        Guard.AtLeast(OutputPasses, 1);
        Guard.AtLeast(CandidatePasses, 1);
        Guard.NotNegative(L2);
    }
}

/// <summary>A network that has grown by a node, once the weights into its outputs are trained.</summary>
/// <param name="Nodes">How many hidden nodes it has.</param>
/// <param name="Loss">The mean loss over the examples.</param>
/// <param name="Accuracy">The share of examples that are right; null where there are no classes.</param>
/// <param name="Correlation">How well the new node followed what the outputs still wanted, as <see cref="Cascade"/> says; 0 before the first.</param>
/// <param name="Network">The network as it was then; a copy.</param>
public sealed record CascadeStep(int Nodes, double Loss, double? Accuracy, double Correlation, Network Network)
{
    /// <summary>"3 hidden nodes: loss 0.21, accuracy 91.2%".</summary>
    public override string ToString() =>
        $"{MessageText.Count(Nodes, "hidden node")}: {new Metrics.Evaluation(Loss, Accuracy)}";
}

/// <summary>What <see cref="Cascade"/> has grown.</summary>
/// <param name="Network">The network.</param>
/// <param name="Steps">The network after each new node, from the one without hidden nodes on.</param>
/// <param name="IsSolved">Whether all examples are right, or the loss is as small as was asked for.</param>
public sealed record CascadeResult(Network Network, IReadOnlyList<CascadeStep> Steps, bool IsSolved)
{
    /// <summary>How many hidden nodes the network has.</summary>
    public int Nodes => Steps[^1].Nodes;

    /// <summary>"solved with 12 hidden nodes: loss 0.02, accuracy 100%".</summary>
    public override string ToString() => $"{(IsSolved ? "solved" : "not solved")} with {Steps[^1]}";
}
