using System.Numerics;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Diagnostics;

/// <summary>Examples with identical inputs: within the training set, and between training and validation.</summary>
internal static class RowChecks
{
    /// <summary>From this share of the validation examples on, copies of training examples are a warning. Fewer are a note: even the 150 irises hold two with
    /// equal measurements.</summary>
    internal const double LargestShare = 0.05;

    public static IEnumerable<Finding> Run(DiagnosisContext context)
    {
        var byInputs = new Dictionary<Row, List<int>>();
        DataSet training = context.Training;
        for (int example = 0; example < training.Count; example++)
        {
            var row = new Row(training.Inputs, example);
            if (!byInputs.TryGetValue(row, out List<int>? examples)) byInputs.Add(row, examples = []);
            examples.Add(example);
        }
        return Contradictions(context, byInputs).Concat(Leakage(context, byInputs));
    }

    private static IEnumerable<Finding> Contradictions(DiagnosisContext context, Dictionary<Row, List<int>> byInputs)
    {
        Rows targets = context.Training.Targets;
        List<int>[] groups =
        [
            .. byInputs.Values
                .Where(group => group.Exists(example => !targets[example].SequenceEqual(targets[group[0]])))
                .OrderBy(group => group[0]),
        ];
        if (groups.Length == 0) yield break;
        int[] rows = [.. groups.SelectMany(group => group).Select(context.TrainingRow).Order()];
        yield return new Finding
        {
            Code = FindingCodes.ContradictoryExamples,
            Title = "contradictory examples",
            Severity = Severity.Note,
            Explanation =
                $"{rows.Length} training examples have the same inputs as another, but other targets, for instance rows "
                    + $"{DiagnosisContext.Numbers(groups[0].Select(context.TrainingRow))}. " +
                "No network can get them all right; at best it learns their mean. In data with chance in them that is as it should be.",
            Advice = "If it should not be so, look for mislabelled rows, or for the column that tells these examples apart.",
            Evidence =
            [
                new Evidence("contradictory examples", rows.Length),
                new Evidence("groups of equal inputs", groups.Length),
                new Evidence("examples", targets.Count),
            ],
            Rows = rows,
        };
    }

    private static IEnumerable<Finding> Leakage(DiagnosisContext context, Dictionary<Row, List<int>> byInputs)
    {
        if (context.Validation is not { } validation) yield break;
        var leaked = new List<(int Validation, List<int> Training)>();
        for (int example = 0; example < validation.Count; example++)
        {
            if (byInputs.TryGetValue(new Row(validation.Inputs, example), out List<int>? twins)) leaked.Add((example, twins));
        }
        if (leaked.Count == 0) yield break;
        double share = (double)leaked.Count / validation.Count;
        int[] rows = [.. leaked.SelectMany(pair => pair.Training).Distinct().Select(context.TrainingRow).Order()];
        string SameRow(int of, int and) => $"validation row {context.ValidationRow(of)} = training row {context.TrainingRow(and)}";
        yield return new Finding
        {
            Code = FindingCodes.Leakage,
            Title = "validation examples that are also training examples",
            Severity = share >= LargestShare ? Severity.Warning : Severity.Note,
            Explanation =
                $"{leaked.Count} of {MessageText.Count(validation.Count, "validation example")} ({DiagnosisContext.Percent(share)}) have exactly the inputs "
                    + "of a training example: " +
                $"{MessageText.List([.. leaked.Select(pair => SameRow(pair.Validation, pair.Training[0]))], most: 6)}. " +
                "On them the network is asked what it may have memorized, so the validation loss looks better than it is.",
            Advice = "Remove duplicates before the split, or keep all copies on one side of it.",
            Evidence =
            [
                new Evidence("validation examples that are in the training set", leaked.Count),
                new Evidence("validation examples", validation.Count),
                new Evidence("share", share),
            ],
            Rows = rows,
        };
    }

    /// <summary>A row of inputs as a key: equal when all numbers are.</summary>
    private readonly struct Row(Rows rows, int number) : IEquatable<Row>
    {
        private readonly Rows _rows = rows;
        private readonly int _number = number;

        public bool Equals(Row other) => _rows[_number].SequenceEqual(other._rows[other._number]); // 0 equals −0

        public override bool Equals(object? obj) => obj is Row other && Equals(other);

        public override int GetHashCode()
        {
            // Not System.HashCode, which costs several times as much on wide rows. Adding 0 makes −0 a 0.
            ulong hash = 14695981039346656037;
            foreach (double value in _rows[_number])
                // small whole numbers differ in the high bits only
                hash = BitOperations.RotateLeft((hash ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 1099511628211, 31);
            return (int)(hash ^ (hash >> 32));
        }
    }
}
