namespace NodeNet.Diagnostics;

/// <summary>The input columns: their scale, and whether they say anything.</summary>
internal static class InputChecks
{
    /// <summary>A column whose root mean square is above this is large. Starting weights are made for inputs of about 1: from about 10 on, a sigmoid's net input leaves the range in
    /// which it has a slope, and a stable learning rate of a linear node, below 2 / (mean square), falls under 0.02.</summary>
    internal const double LargestScale = 10.0;

    /// <summary>A column whose largest absolute value is this many times smaller than another column's root mean square is all but unseen: its weights learn that many times more slowly,
    /// and have to grow that many times larger. A standard or min-max scaled column, or one of 0 and 1, never is, however rare its ones.</summary>
    internal const double LargestRatio = 100.0;

    /// <summary>In fewer rows a column may be constant by chance: a column of heads and tails is with a chance of 1 in 512.</summary>
    internal const int RowsToCallConstant = 10;

    public static IEnumerable<Finding> Run(Patient patient)
    {
        Column[] columns = Column.Of(patient.Network.InputLayer, patient.Training.Inputs);
        return Large(columns).Concat(Uneven(columns)).Concat(Constant(patient, columns));
    }

    private static IEnumerable<Finding> Large(Column[] columns)
    {
        Column[] large = [.. columns.Where(column => column.RootMeanSquare > LargestScale).OrderByDescending(column => column.RootMeanSquare)];
        if (large.Length == 0) yield break;
        yield return new Finding
        {
            Code = FindingCodes.UnscaledInputs,
            Title = "unscaled inputs",
            Severity = Severity.Warning,
            Explanation = $"The numbers of {(large.Length == 1 ? "an input column are" : "some input columns are")} large: {Patient.Titles(large.Select(column => column.Node))}. " +
                $"{large[0].Node.Name} runs from {Patient.Number(large[0].Smallest)} to {Patient.Number(large[0].Largest)}. Starting weights and usual learning rates are made for inputs of about 1; " +
                "larger ones push net inputs to where activation functions are flat, or make steps overshoot.",
            Advice = "Scale the inputs: Scaler.Standard(training.Inputs) fitted on the training set, the same scaler for all other data.",
            Evidence = [.. large.Select(column => new Evidence($"{column.Node.Name}: root mean square", column.RootMeanSquare))],
            Nodes = [.. large.Select(column => column.Node.Name)],
        };
    }

    private static IEnumerable<Finding> Uneven(Column[] columns)
    {
        // Large columns have their own finding, and the same cure.
        Column[] others = [.. columns.Where(column => column.RootMeanSquare <= LargestScale)];
        if (others.Length == 0) yield break;
        Column widest = others.MaxBy(column => column.RootMeanSquare)!;
        Column[] tiny = [.. others.Where(column => !column.IsConstant && column.LargestAbsolute * LargestRatio < widest.RootMeanSquare)];
        if (tiny.Length == 0) yield break;
        yield return new Finding
        {
            Code = FindingCodes.UnevenInputs,
            Title = "inputs of very different scale",
            Severity = Severity.Warning,
            Explanation = $"Next to {Patient.Title(widest.Node)}, the numbers of {(tiny.Length == 1 ? "an input column are" : "some input columns are")} tiny: {Patient.Titles(tiny.Select(column => column.Node))}. " +
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

    private static IEnumerable<Finding> Constant(Patient patient, Column[] columns)
    {
        if (patient.Training.Count < RowsToCallConstant) yield break;

        Column[] silent = [.. columns.Where(column => column.LargestAbsolute == 0.0)];
        if (silent.Length > 0)
        {
            yield return new Finding
            {
                Code = FindingCodes.SilentInputs,
                Title = "inputs that are always 0",
                Severity = Severity.Note,
                Explanation = $"{(silent.Length == 1 ? "An input column is" : $"{silent.Length} input columns are")} 0 in every training example: {Patient.Titles(silent.Select(column => column.Node))}. " +
                    "That does no harm, but the weights that leave them are never trained: they stay what they were drawn as.",
                Advice = "Nothing, if the columns are 0 in later data too. Otherwise get examples in which they are not, or leave the columns out.",
                Evidence = [new Evidence("columns that are always 0", silent.Length), new Evidence("columns", columns.Length)],
                Nodes = [.. silent.Select(column => column.Node.Name)],
            };
        }

        Column[] constant = [.. columns.Where(column => column.IsConstant && column.LargestAbsolute > 0.0)];
        if (constant.Length == 0) yield break;
        // A column of ones before nodes without a bias is a bias made by hand.
        bool isBias = constant.Length == 1 && constant[0].Node.Outgoing.All(connection => !connection.Target.HasBias);
        yield return new Finding
        {
            Code = FindingCodes.ConstantInputs,
            Title = "constant inputs",
            Severity = isBias ? Severity.Note : Severity.Warning,
            Explanation = $"{(constant.Length == 1 ? "An input column holds" : "Some input columns hold")} the same number in every training example: {Patient.Titles(constant.Select(column => column.Node))}. " +
                (isBias ? "The nodes that it leads to have no bias, so it serves as one." : "It tells the examples nothing apart, and often means that the data were not read as intended."),
            Advice = isBias ? "Nothing; or give the nodes a bias and leave the column out." : "Check how the data are read; leave the column out.",
            Evidence = [.. constant.Select(column => new Evidence($"{column.Node.Name}: the number", column.Smallest)), new Evidence("examples", patient.Training.Count)],
            Nodes = [.. constant.Select(column => column.Node.Name)],
        };
    }
}
