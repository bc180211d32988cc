using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>What one sheet of a set starts from.</summary>
/// <param name="Parameters">All weights and biases, in the network's order.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Row">The row that the inputs stand for, as a sentence; null where they stand for none.</param>
internal sealed record DrawnStep(double[] Parameters, double[] Inputs, double[] Targets, string? Row = null)
{
    /// <summary>How the row's cells became the inputs, a line each.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    // A loss that refuses a hundred drawn targets in a row takes none of them; it says itself which ones it takes.
    private const int MostTries = 100;

    public static DrawnStep Draw(Network network, ILoss loss, SheetRows rows, RandomGenerator random, WorksheetSetOptions options)
    {
        Network drawn = network.Clone();
        foreach (Node node in drawn.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias && !node.IsBiasFrozen) node.Bias = SheetRows.Number(random, -1, 1, options.Decimals);
            foreach (Connection connection in node.Incoming.Where(connection => !connection.IsFrozen))
                connection.Weight = SheetRows.Number(random, -1, 1, options.Decimals);
        }
        DrawnRow row = options.Inputs is null ? rows.Draw(random) : new DrawnRow([.. options.Inputs]);
        var parameters = new double[drawn.ParameterCount];
        drawn.CopyParametersTo(parameters);
        double[] targets = [.. options.Targets ?? row.Targets ?? Targets()];
        return new DrawnStep(parameters, row.Inputs, targets, row.Words) { Cells = row.Cells };

        double[] Targets()
        {
            Layer outputs = drawn.OutputLayer;
            if (outputs.LayerActivation is not null || (rows.HasClasses && outputs.Count > 1))
            {
                int one = random.NextInt32(outputs.Nodes.Count);
                return [.. Enumerable.Range(0, outputs.Nodes.Count).Select(i => i == one ? 1.0 : 0.0)];
            }
            return [.. outputs.Nodes.Select(Target)];
        }

        double Target(Node node)
        {
            double target = 0.0;
            for (int i = 0; i < MostTries; i++)
            {
                bool isYesOrNo = rows.HasClasses || node.ActivationFunction is Activations.Sigmoid;
                target = isYesOrNo ? random.NextInt32(2) : SheetRows.Number(random, -1, 1, 1);
                if (loss.AcceptsTarget(target)) break;
            }
            return target;
        }
    }

    public StepLedger Explain(Network network, ILoss loss, double rate)
    {
        Network own = network.Clone();
        own.CopyParametersFrom(Parameters);
        return TrainerExplanations.Explain(new Trainer(own, loss, new TrainerOptions { LearningRate = rate }), Inputs, Targets);
    }
}
