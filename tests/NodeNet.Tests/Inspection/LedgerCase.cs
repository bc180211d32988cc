using CsCheck;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Training;

namespace NodeNet.Tests.Inspection;

/// <summary>A random network with frozen parts, missing biases and per-node activation functions, and a random way to train it, for ledgers that must be right
/// on every one.</summary>
internal sealed record LedgerCase(
    RandomNetworks.Plan Plan,
    string Loss, string Optimizer, double L1, double L2, bool PenalizeBiases, double? ClipNorm, bool Mean, int Examples, bool IsWeighted)
{
    public static Gen<LedgerCase> Any { get; } =
        from plan in RandomNetworks.Any
        from loss in Gen.OneOf([.. Catalogue.Losses.Names])
        from optimizer in Gen.OneOf([.. Catalogue.Optimizers.Names])
        from hasL1 in Gen.Bool
        from hasL2 in Gen.Bool
        from penalizeBiases in Gen.Bool
        from clip in Gen.Int[0, 2]
        from mean in Gen.Bool
        from examples in Gen.Int[1, 4]
        from isWeighted in Gen.Bool
        select new LedgerCase(
            plan,
            loss, optimizer, hasL1 ? 0.01 : 0.0, hasL2 ? 0.1 : 0.0, penalizeBiases, clip switch { 0 => null, 1 => 0.1, _ => 100.0 },
            mean, examples, isWeighted);

    public DataSet Data =>
        Plan.Data(Examples).WithWeights(IsWeighted ? [.. Enumerable.Range(0, Examples).Select(row => row == 0 ? 0.5 : 1.7 * (row % 3))] : null);

    /// <summary>A trainer that has already taken two steps, so that its optimizer remembers something. Cross-entropy wants outputs that are probabilities, so
    /// it gets softmax, and its binary sister sigmoid.</summary>
    public Trainer Trainer()
    {
        var plan = Plan with
        {
            EndsInSoftmax = Loss == "cross_entropy" || (Plan.EndsInSoftmax && Loss != "binary_cross_entropy"),
            Activations = Loss == "binary_cross_entropy" ? [.. Plan.Activations[..^1], "sigmoid"] : Plan.Activations,
        };
        Network network = plan.Build();
        var random = new RandomGenerator(Plan.Seed + 2);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (random.NextUniform(0, 1) < 0.2) node.HasBias = false;
            else node.Bias = random.NextUniform(-0.5, 0.5);
            if (node.HasBias && random.NextUniform(0, 1) < 0.2) node.IsBiasFrozen = true;
            if (!node.Layer.IsOutput && node.ActivationFunction is not null && random.NextUniform(0, 1) < 0.3)
            {
                node.ActivationFunction = new NodeNet.Activations.Tanh();
            }
        }
        foreach (Connection connection in network.Connections)
            connection.IsFrozen = random.NextUniform(0, 1) < 0.1;

        var trainer = new Trainer(network, RandomNetworks.LossFor(network, Loss), new TrainerOptions
        {
            LearningRate = 0.01,
            Optimizer = Catalogue.Optimizers.Create(Optimizer),
            L1 = L1,
            L2 = L2,
            PenalizeBiases = PenalizeBiases,
            ClipNorm = ClipNorm,
            BatchReduction = Mean ? BatchReduction.Mean : BatchReduction.Sum,
            Loops = Loops.Reference,
        });
        trainer.Step(Data);
        trainer.Step(Data);
        return trainer;
    }

    /// <summary>The ledger of a third step; null where the step is refused, because some random losses and activation functions are not made for each
    /// other.</summary>
    public StepLedger? TryExplain()
    {
        try
        {
            return Trainer().Explain(Data);
        }
        catch (NotFiniteNumberException)
        {
            return null;
        }
    }

    public override string ToString() =>
        $"{Plan}; "
            + $"{Loss}, {Optimizer}, L1 {L1}, L2 {L2}, biases {PenalizeBiases}, clip {ClipNorm}, mean {Mean}, "
            + $"{Examples} examples{(IsWeighted ? ", weighted" : "")}";
}
