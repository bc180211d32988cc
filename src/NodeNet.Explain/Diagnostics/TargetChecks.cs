using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Diagnostics;

/// <summary>The targets by themselves: their scale, and how the examples are spread over classes.</summary>
internal static class TargetChecks
{
    /// <summary>A target column whose root mean square is above this is large for a node that can answer any number: with a squared error and α = 0.01, the
    /// first step of its bias alone would be 2 or more.</summary>
    internal const double LargestScale = 100.0;

    /// <summary>Classes are out of balance when the largest has at least so many times the examples of the smallest: always answering the largest is then right
    /// in 10 of 11 cases or more.</summary>
    internal const double LargestRatio = 10.0;

    /// <summary>With fewer examples than this a class, their spread over the classes says nothing.</summary>
    internal const int RowsPerClass = 10;

    public static IEnumerable<Finding> Run(DiagnosisContext context) => Large(context).Concat(Imbalance(context));

    private static IEnumerable<Finding> Large(DiagnosisContext context)
    {
        Column[] large =
        [
            .. Column.Of(context.Network.OutputLayer, context.Training.Targets)
                // a bounded output has a finding of its own
                .Where(column => column.RootMeanSquare > LargestScale && context.RangeOf(column.Node) is { IsBounded: false }),
        ];
        if (large.Length == 0) yield break;
        yield return new Finding
        {
            Code = FindingCodes.UnscaledTargets,
            Title = "unscaled targets",
            Severity = Severity.Warning,
            Explanation =
                $"The numbers of {(large.Length == 1 ? "a target column are" : "some target columns are")} large: "
                    + $"{DiagnosisContext.Titles(large.Select(column => column.Node))}. " +
                $"{large[0].Node.Name} should run from {DiagnosisContext.Number(large[0].Smallest)} to {DiagnosisContext.Number(large[0].Largest)}, but "
                    + "starts near 0: the first errors, and with them the δs, are of the same size.",
            Advice = "Scale the targets: Scaler.Standard(training.Targets) fitted on the training set; its Restore brings predictions back to their units.",
            Evidence = [.. large.Select(column => new Evidence($"{column.Node.Name}: root mean square of the targets", column.RootMeanSquare))],
            Nodes = [.. large.Select(column => column.Node.Name)],
        };
    }

    private static IEnumerable<Finding> Imbalance(DiagnosisContext context)
    {
        Rows targets = context.Training.Targets;
        int classes = Math.Max(targets.Width, 2);
        if (targets.Count < RowsPerClass * classes) yield break;
        double[]? pair = targets.Width == 1 ? TwoNumbers(targets) : null; // −1 and 1 name classes as well as 0 and 1
        if (pair is null && !context.Training.IsClassification) yield break;

        int[] counts = new int[classes];
        for (int row = 0; row < targets.Count; row++)
            counts[pair is null ? context.Training.ClassOf(row) : targets[row][0] == pair[0] ? 0 : 1]++;
        IReadOnlyList<Node> outputs = context.Network.OutputLayer.Nodes;
        if (Imbalance(counts, Named) is not { } finding) yield break;
        yield return finding with
        {
            Nodes = targets.Width == 1 ? [outputs[0].Name] : [.. RareOf(counts).Select(c => outputs[c].Name)],
        };

        string Named(int c) =>
            targets.Width == 1
                ? $"target {(pair is null ? c : DiagnosisContext.Number(pair[c]))} of {DiagnosisContext.Title(outputs[0])}"
                : DiagnosisContext.Title(outputs[c]);
    }

    /// <summary>The finding on classes out of balance, without nodes; null if they are in balance, or their examples too few to say.</summary>
    internal static Finding? Imbalance(int[] counts, Func<int, string> named)
    {
        int all = counts.Sum();
        int[] rare = RareOf(counts);
        if (all < RowsPerClass * counts.Length || rare.Length == 0) return null;
        int most = counts.Max();
        string largest = named(Array.IndexOf(counts, most));
        double share = (double)most / all;
        return new Finding
        {
            Code = FindingCodes.ClassImbalance,
            Title = "classes out of balance",
            Severity = Severity.Warning,
            Explanation = $"{largest} has {MessageText.Count(most, "example")}; " +
                MessageText.List([.. rare.Select(c => $"{named(c)} has {(counts[c] == 0 ? "none" : $"{counts[c]}")}")]) +
                $". Answering always {largest} is right in {DiagnosisContext.Percent(share)} of the cases, so accuracy says "
                    + "little, and the rare ones are easily never learned.",
            Advice =
                "Get more examples of the rare classes, or repeat theirs in the training set; and judge by the recall and F1 of each class "
                    + "(ConfusionMatrix), not by accuracy.",
            Evidence = [.. counts.Select((count, c) => new Evidence($"examples of {named(c)}", count)), new Evidence("share of the largest class", share)],
        };
    }

    private static int[] RareOf(int[] counts)
    {
        int most = counts.Max();
        return [.. Enumerable.Range(0, counts.Length).Where(c => most >= LargestRatio * counts[c])];
    }

    /// <summary>The two numbers, the smaller one first, that are all there is in a table; nothing if there are more, or fewer.</summary>
    private static double[]? TwoNumbers(Rows targets)
    {
        double[] numbers = [.. targets.Column(0).Distinct().Take(3).Order()];
        return numbers.Length == 2 ? numbers : null;
    }
}
