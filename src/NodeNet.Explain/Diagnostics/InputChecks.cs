namespace NodeNet.Diagnostics;

/// <summary>The input columns: their scale, and whether they say anything.</summary>
internal static class InputChecks
{
    /// <summary>A column whose root mean square is above this is large. Starting weights are made for inputs of about 1: from about 10 on, a sigmoid's net
    /// input leaves the range in which it has a slope, and a stable learning rate of a linear node, below 2 / (mean square), falls under 0.02.</summary>
    internal const double LargestScale = 10.0;

    /// <summary>A column whose largest absolute value is this many times smaller than another column's root mean square is almost unseen: its weights learn
    /// that many times more slowly, and have to grow that many times larger. A standard or min-max scaled column, or one of 0 and 1, never is, however rare its
    /// ones.</summary>
    internal const double LargestRatio = 100.0;

    /// <summary>A column whose numbers lie closer together than this share of their root mean square is narrow: from a standard deviation of about a hundredth
    /// on, what distinguishes the examples is lost beside what they have in common, as in temperatures of 293 K give or take 2.</summary>
    internal const double NarrowShare = 0.05;

    /// <summary>In fewer rows a column may be constant by chance: a column of heads and tails is with a chance of 1 in 512.</summary>
    internal const int RowsToCallConstant = 10;

    public static IEnumerable<Finding> Run(DiagnosisContext context)
    {
        Column[] columns = Column.Of(context.Network.InputLayer, context.Training.Inputs);
        return Unscaled(columns).Concat(Uneven(columns)).Concat(Constant(context, columns));
    }

    private static bool IsLarge(Column column) => column.RootMeanSquare > LargestScale;

    private static bool IsNarrow(Column column) =>
        !column.IsConstant && !IsLarge(column) && column.Largest - column.Smallest < NarrowShare * column.RootMeanSquare;

    /// <summary>Columns that are large or narrow; or all of them, if none comes near 1.</summary>
    private static IEnumerable<Finding> Unscaled(Column[] columns)
    {
        Column[] large = [.. columns.Where(IsLarge).OrderByDescending(column => column.RootMeanSquare)];
        Column[] narrow = [.. columns.Where(IsNarrow)];
        Column[] varying = [.. columns.Where(column => !column.IsConstant)];
        Column[] tiny = varying.All(column => column.LargestAbsolute * LargestRatio < 1.0) ? varying : [];
        Column[] unscaled = [.. large, .. narrow, .. tiny.Except(narrow)];
        if (unscaled.Length == 0) yield break;

        var reasons = new List<string>();
        if (large.Length > 0)
        {
            reasons.Add($"{TheNumbersOf(large)} large: {Titles(large)}. {FromTo(large[0])}. Starting weights and usual learning rates are made for inputs "
                + "of about 1; " +
                "larger ones push net inputs to where activation functions are flat, or make steps overshoot.");
        }
        if (narrow.Length > 0)
        {
            reasons.Add($"{TheNumbersOf(narrow)} close together but far from 0: {Titles(narrow)}. {FromTo(narrow[0])}. " +
                "What the examples have in common drowns what distinguishes them.");
        }
        if (tiny.Length > 0)
        {
            reasons.Add($"All input columns are tiny: {Titles(tiny)}. {FromTo(tiny[0])}. Starting weights and usual learning rates are made for inputs of "
                + "about 1; " +
                "of smaller ones the network sees next to nothing, and their weights hardly change.");
        }
        yield return new Finding
        {
            Code = FindingCodes.UnscaledInputs,
            Title = "unscaled inputs",
            Severity = Severity.Warning,
            Explanation = string.Join(" ", reasons),
            Advice = "Scale the inputs: Scaler.Standard(training.Inputs) fitted on the training set, the same scaler for all other data.",
            Evidence =
            [
                .. unscaled.Select(column => new Evidence($"{column.Node.Name}: root mean square", column.RootMeanSquare)),
                .. narrow.Select(column => new Evidence($"{column.Node.Name}: largest minus smallest", column.Largest - column.Smallest)),
            ],
            Nodes = [.. unscaled.Select(column => column.Node.Name)],
        };
    }

    private static string TheNumbersOf(Column[] columns) => $"The numbers of {(columns.Length == 1 ? "an input column are" : "some input columns are")}";

    private static string Titles(Column[] columns) => DiagnosisContext.Titles(columns.Select(column => column.Node));

    private static string FromTo(Column column) =>
        $"{column.Node.Name} runs from {DiagnosisContext.Number(column.Smallest)} to {DiagnosisContext.Number(column.Largest)}";

    private static IEnumerable<Finding> Uneven(Column[] columns)
    {
        // Large and narrow columns have their own finding, and the same cure.
        Column[] others = [.. columns.Where(column => !IsLarge(column) && !IsNarrow(column))];
        if (others.Length == 0) yield break;
        Column widest = others.MaxBy(column => column.RootMeanSquare)!;
        Column[] tiny = [.. others.Where(column => !column.IsConstant && column.LargestAbsolute * LargestRatio < widest.RootMeanSquare)];
        if (tiny.Length == 0) yield break;
        yield return new Finding
        {
            Code = FindingCodes.UnevenInputs,
            Title = "inputs of very different scale",
            Severity = Severity.Warning,
            Explanation =
                $"Next to {DiagnosisContext.Title(widest.Node)}, the numbers of {(tiny.Length == 1 ? "an input column are" : "some input columns are")} "
                    + $"tiny: {Titles(tiny)}. " +
                "The network will hardly see them: their weights change in proportion to the input, and would have to grow very large.",
            Advice = "Bring all columns to one scale: Scaler.Standard(training.Inputs) fitted on the training set, the same scaler for all other data.",
            Evidence =
            [
                new Evidence($"{widest.Node.Name}: root mean square", widest.RootMeanSquare),
                .. tiny.Select(column => new Evidence($"{column.Node.Name}: largest absolute value", column.LargestAbsolute)),
            ],
            Nodes = [.. tiny.Select(column => column.Node.Name)],
        };
    }

    private static IEnumerable<Finding> Constant(DiagnosisContext context, Column[] columns)
    {
        if (context.Training.Count < RowsToCallConstant) yield break;

        Column[] zero = [.. columns.Where(column => column.LargestAbsolute == 0.0)];
        if (zero.Length > 0)
        {
            yield return new Finding
            {
                Code = FindingCodes.ZeroInputs,
                Title = "inputs that are always 0",
                Severity = Severity.Note,
                Explanation =
                    $"{(zero.Length == 1 ? "An input column is" : $"{zero.Length} input columns are")} 0 in every training example: "
                        + $"{DiagnosisContext.Titles(zero.Select(column => column.Node))}. " +
                    "That does no harm, but the weights that leave them are never trained: they stay what they were drawn as.",
                Advice = "Nothing, if the columns are 0 in later data too. Otherwise get examples in which they are not, or leave the columns out.",
                Evidence = [new Evidence("columns that are always 0", zero.Length), new Evidence("columns", columns.Length)],
                Nodes = [.. zero.Select(column => column.Node.Name)],
            };
        }

        Column[] constant = [.. columns.Where(column => column.IsConstant && column.LargestAbsolute > 0.0)];
        if (constant.Length == 0) yield break;
        // A column of ones before nodes without a bias is a bias made by hand; the darkest number of most columns is the background that a pixel at the border
        // never leaves.
        bool isBias = constant.Length == 1 && constant[0].Node.Outgoing.All(connection => !connection.Target.HasBias);
        bool isBackground = constant.All(column => columns.Count(other => !other.IsConstant && other.Smallest == column.Smallest) * 2 > columns.Length);
        yield return new Finding
        {
            Code = FindingCodes.ConstantInputs,
            Title = "constant inputs",
            Severity = isBias || isBackground ? Severity.Note : Severity.Warning,
            Explanation =
                $"{(constant.Length == 1 ? "An input column holds" : "Some input columns hold")} the same number in every training example: "
                    + $"{Titles(constant)}. " +
                (isBias ? "The nodes that it leads to have no bias, so it serves as one."
                : isBackground ? "It is the smallest number of most other columns, too: a background, as at the border of a picture. There it does no harm."
                : "It tells the examples nothing apart, and often means that the data were not read as intended."),
            Advice = isBias ? "Nothing; or give the nodes a bias and leave the column out."
                : isBackground ? "Nothing, if the columns hold that number in later data too; or leave them out."
                : "Check how the data are read; leave the column out.",
            Evidence =
            [
                .. constant.Select(column => new Evidence($"{column.Node.Name}: the number", column.Smallest)),
                new Evidence("examples", context.Training.Count),
            ],
            Nodes = [.. constant.Select(column => column.Node.Name)],
        };
    }
}
