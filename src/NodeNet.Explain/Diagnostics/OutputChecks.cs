using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Diagnostics;

/// <summary>How the targets, the output layer's activation function and the loss fit together.</summary>
internal static class OutputChecks
{
    /// <summary>How far, as a share of 1 or of the bound if that is more, a target may be out of range (or a row of targets off the sum of 1) before it counts:
    /// more than rounded data are.</summary>
    internal const double Slack = 0.001;

    public static IEnumerable<Finding> Run(DiagnosisContext context)
    {
        Finding? refused = Refused(context);
        if (refused is not null) yield return refused;
        foreach (Layer layer in context.Network.Layers.Skip(1))
        {
            if (layer is { LayerActivation: Softmax, Count: 1 }) yield return SoftmaxOfOne(layer);
        }
        if (Mismatch(context) is { } mismatch) yield return mismatch;
        if (refused is null && context.Network.OutputLayer is { LayerActivation: Softmax, Count: > 1 })
        {
            if (NoProbabilities(context) is { } noProbabilities) yield return noProbabilities;
        }
        else if (refused is null && OutOfRange(context) is { } outOfRange)
        {
            yield return outOfRange;
        }
    }

    private static Finding? Refused(DiagnosisContext context)
    {
        Rows targets = context.Training.Targets;
        var cells = new List<(int Row, int Column)>();
        for (int row = 0; row < targets.Count; row++)
        {
            for (int column = 0; column < targets.Width; column++)
            {
                if (!context.Loss.AcceptsTarget(targets[row, column])) cells.Add((row, column));
            }
        }
        if (cells.Count == 0) return null;
        (int Row, int Column) first = cells[0];
        Node[] nodes = [.. cells.Select(cell => cell.Column).Distinct().Order().Select(column => context.Network.OutputLayer.Nodes[column])];
        int[] rows = [.. cells.Select(cell => context.TrainingRow(cell.Row)).Distinct().Order()];
        return new Finding
        {
            Code = FindingCodes.RefusedTargets,
            Title = "targets that the loss cannot take",
            Severity = Severity.Error,
            Explanation =
                $"{context.Loss.Name} takes {context.Loss.TargetRange}, but the target of "
                    + $"{DiagnosisContext.Title(context.Network.OutputLayer.Nodes[first.Column])} in row {context.TrainingRow(first.Row)} is " +
                $"{DiagnosisContext.Number(targets[first.Row, first.Column])}. {MessageText.Count(cells.Count, "target")} of "
                    + $"{DiagnosisContext.Titles(nodes)} cannot be taken; training refuses the data.",
            Advice = "Encode classes as 0 and 1 (OneHot.Encode), or use a loss for numbers, as MeanSquaredError.",
            Evidence = [new Evidence("targets that cannot be taken", cells.Count), new Evidence("the first of them", targets[first.Row, first.Column])],
            Nodes = [.. nodes.Select(node => node.Name)],
            Rows = rows,
        };
    }

    private static Finding SoftmaxOfOne(Layer layer) => new()
    {
        Code = FindingCodes.SoftmaxOfOne,
        Title = "softmax with one node",
        Severity = Severity.Error,
        Explanation =
            $"The {layer.Name} layer is a softmax of the single node {DiagnosisContext.Title(layer.Nodes[0])}. A softmax divides by the sum over its nodes, "
                + "so this one answers 1 whatever is put in, and its δ is 0: nothing can be learned.",
        Advice = layer.IsOutput
            ? "For a yes or no, use one Sigmoid node with BinaryCrossEntropy, or two softmax nodes with one-hot targets; for a number, an Identity node."
            : "Use another activation function for the layer, as Tanh or ReLU.",
        Evidence = [new Evidence("nodes in the layer", 1)],
        Nodes = [layer.Nodes[0].Name],
    };

    private static Finding? Mismatch(DiagnosisContext context)
    {
        Layer outputs = context.Network.OutputLayer;
        if (Misfits(context) is { Length: > 0 } misfits)
        {
            bool canBeInfinite = context.Loss is CrossEntropy ? CanLeave(context, 0.0, double.PositiveInfinity).Length > 0 : context.Loss is BinaryCrossEntropy;
            string consequence = canBeInfinite
                ? "An output beyond those makes the loss infinite."
                : "Nothing pushes the other outputs down: all of them learn to be large.";
            return Mismatched(misfits, Severity.Error,
                $"{context.Loss.Name} takes {context.Loss.OutputRange}. {DiagnosisContext.Titles(misfits)} can answer other numbers "
                    + $"({outputs.ActivationName}). {consequence} Training refuses it.", context.Loss.OutputAdvice);
        }
        if (outputs is { LayerActivation: Softmax, Count: > 1 }
            && context.Loss is BinaryCrossEntropy or SumOfSquaredErrors or HalfSumOfSquaredErrors or MeanSquaredError or MeanAbsoluteError or Huber)
        {
            return Mismatched(outputs.Nodes, Severity.Note,
                $"The output layer is a softmax, the loss is {context.Loss.Name}. It works, but where the softmax is sure and wrong its slope is nearly 0, "
                    + "so such mistakes are corrected slowly. Cross-entropy cancels that slope.",
                "Use CrossEntropy with a Softmax output.");
        }
        return null;
    }

    /// <summary>The outputs that the loss says it cannot take, or of which trying out shows that it cannot.</summary>
    private static Node[] Misfits(DiagnosisContext context)
    {
        Layer outputs = context.Network.OutputLayer;
        if (outputs.LayerActivation is not null) return []; // a softmax of one node is a finding of its own
        Node[] refused = [.. outputs.Nodes.Where(node => !context.Loss.AcceptsOutputs(node.ActivationFunction!))];
        return refused.Length == 0 && context.Loss is BinaryCrossEntropy ? CanLeave(context, 0.0, 1.0) : refused;
    }

    private static Finding Mismatched(IReadOnlyList<Node> nodes, Severity severity, string explanation, string advice) => new()
    {
        Code = FindingCodes.LossMismatch,
        Title = "loss and output do not go together",
        Severity = severity,
        Explanation = explanation,
        Advice = advice,
        Evidence = [new Evidence("output nodes concerned", nodes.Count)],
        Nodes = [.. nodes.Select(node => node.Name)],
    };

    /// <summary>The outputs with an activation function of their own that can leave a range.</summary>
    private static Node[] CanLeave(DiagnosisContext context, double low, double high) =>
        [.. context.Network.OutputLayer.Nodes.Where(node => context.RangeOf(node) is { } range && (range.Low < low - Slack || range.High > high + Slack))];

    private static Finding? NoProbabilities(DiagnosisContext context)
    {
        Rows targets = context.Training.Targets;
        var rows = new List<int>();
        for (int row = 0; row < targets.Count; row++)
        {
            double sum = 0.0;
            bool areShares = true;
            foreach (double target in targets[row])
            {
                sum += target;
                areShares &= target is >= -Slack and <= 1.0 + Slack;
            }
            if (!areShares || Math.Abs(sum - 1.0) > Slack) rows.Add(row);
        }
        if (rows.Count == 0) return null;
        ReadOnlySpan<double> first = targets[rows[0]];
        return new Finding
        {
            Code = FindingCodes.TargetsOutOfRange,
            Title = "targets outside the output's range",
            Severity = Severity.Error,
            Explanation =
                $"The outputs of a softmax are from 0 to 1 and add up to 1, so the targets of an example should. In {rows.Count} of "
                    + $"{MessageText.Count(targets.Count, "example")} they do not, for instance in row " +
                $"{context.TrainingRow(rows[0])}: {MessageText.List([.. first.ToArray().Select(DiagnosisContext.Number)])}.",
            Advice =
                "For one class an example, give one-hot targets (OneHot.Encode). If several classes may be right at once, use Sigmoid outputs with "
                    + "BinaryCrossEntropy; for numbers, Identity outputs.",
            Evidence = [new Evidence("examples concerned", rows.Count), new Evidence("sum of the first one's targets", Sum(first))],
            Nodes = [.. context.Network.OutputLayer.Nodes.Select(node => node.Name)],
            Rows = [.. rows.Select(context.TrainingRow).Order()],
        };
    }

    private static Finding? OutOfRange(DiagnosisContext context)
    {
        Rows targets = context.Training.Targets;
        var nodes = new List<(Node Node, ActivationRange Range, double Smallest, double Largest)>();
        var rows = new SortedSet<int>();
        foreach (Node node in context.Network.OutputLayer.Nodes)
        {
            if (context.RangeOf(node) is not { } range) continue;
            double low = range.Low - Slack * Math.Max(1.0, Math.Abs(range.Low));
            double high = range.High + Slack * Math.Max(1.0, Math.Abs(range.High));
            bool isOut = false;
            for (int row = 0; row < targets.Count; row++)
            {
                double target = targets[row, node.Position];
                if (!(target < low || target > high)) continue;
                isOut = true;
                rows.Add(context.TrainingRow(row));
            }
            if (!isOut) continue;
            double[] column = targets.Column(node.Position);
            nodes.Add((node, range, column.Min(), column.Max()));
        }
        if (nodes.Count == 0) return null;
        (Node first, ActivationRange itsRange, double smallest, double largest) = nodes[0];
        return new Finding
        {
            Code = FindingCodes.TargetsOutOfRange,
            Title = "targets outside the output's range",
            Severity = Severity.Error,
            Explanation =
                $"{DiagnosisContext.Title(first)} ({first.ActivationFunction!.Name}) can answer {itsRange}, but its targets run from "
                    + $"{DiagnosisContext.Number(smallest)} to {DiagnosisContext.Number(largest)}." +
                (nodes.Count > 1 ? $" The same goes for {DiagnosisContext.Titles(nodes.Skip(1).Select(item => item.Node))}." : "") +
                $" {MessageText.Count(rows.Count, "example")} cannot be met, in row{(rows.Count == 1 ? "" : "s")} {DiagnosisContext.Numbers(rows)}; "
                    + "learning drives the node as far out as it goes, where it is flat.",
            Advice = "Scale the targets into the range (Scaler.MinMax), or use an output that reaches them: Identity for any number.",
            Evidence =
            [
                new Evidence("examples that cannot be met", rows.Count),
                .. nodes.SelectMany(
                    item =>
                        (Evidence[])
                        [
                            new Evidence($"{item.Node.Name}: smallest target", item.Smallest),
                            new Evidence($"{item.Node.Name}: largest target", item.Largest),
                        ]),
            ],
            Nodes = [.. nodes.Select(item => item.Node.Name)],
            Rows = [.. rows],
        };
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0.0;
        foreach (double value in values)
            sum += value;
        return sum;
    }
}
