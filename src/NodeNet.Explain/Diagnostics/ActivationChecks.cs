namespace NodeNet.Diagnostics;

/// <summary>How the activations grow on their way to the output layer.</summary>
internal static class ActivationChecks
{
    /// <summary>Activations so many times larger than 1, the inputs and the targets have exploded: the first errors and steps are of their size. Starting
    /// weights made for their activation function keep the factor near 1; weights drawn with a standard deviation of 1 into 32 ReLU nodes take a factor of 4 a
    /// layer.</summary>
    internal const double LargestRatio = 100.0;

    public static IEnumerable<Finding> Run(DiagnosisContext context, Passes passes, IReadOnlyList<Finding> soFar)
    {
        // Large inputs, and δs that explode through the same weights, have been named.
        if (soFar.Any(finding => finding.Code is FindingCodes.UnscaledInputs or FindingCodes.ExplodingDeltas) || passes.ErrorShare < NodeChecks.LearnedShare)
        {
            yield break;
        }
        Network network = context.Network;
        double scale = Column.Of(network.InputLayer, context.Training.Inputs)
            .Concat(Column.Of(network.OutputLayer, context.Training.Targets))
            .Max(column => Math.Max(1.0, column.RootMeanSquare));
        Layer[] exploded = [.. network.Layers.Skip(1).Where(layer => passes.ActivationOf(layer) > LargestRatio * scale)];
        if (exploded.Length == 0) yield break;

        Layer worst = exploded.MaxBy(passes.ActivationOf)!;
        yield return new Finding
        {
            Code = FindingCodes.ExplodingActivations,
            Title = "activations that explode",
            Severity = Severity.Warning,
            Explanation =
                $"On their way to the output the activations grow out of bounds: in the {worst.Name} layer their root mean square is "
                    + $"{DiagnosisContext.Number(passes.ActivationOf(worst))}, where inputs and targets are {DiagnosisContext.Number(scale)} or less. " +
                "The first errors and steps are of that size, and training is spent on undoing them.",
            Advice =
                "Use starting weights made for the activation function (the default) instead of larger ones. If training has caused it, start again "
                    + "with a smaller learning rate.",
            Evidence =
            [
                new Evidence("root mean square of inputs or targets, or 1", scale),
                .. network.Layers.Skip(1).Select(layer => new Evidence($"{layer.Name}: root mean square of the activations", passes.ActivationOf(layer))),
            ],
            Nodes = [.. exploded.SelectMany(layer => layer.Nodes).Select(node => node.Name)],
        };
    }
}
