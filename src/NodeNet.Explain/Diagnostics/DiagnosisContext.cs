using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Diagnostics;

/// <summary>What the doctor examines, and how its parts are named.</summary>
internal sealed class DiagnosisContext
{
    private readonly int[]? _trainingRows; // where the validation examples were taken out, by training example its row in the set given
    private readonly int[]? _validationRows;
    private readonly Dictionary<IActivation, ActivationRange> _ranges = new(ReferenceEqualityComparer.Instance);

    public DiagnosisContext(Network copy, ILoss loss, DataSet training, TrainerOptions options, DataSet? validation)
    {
        Network = copy;
        Loss = loss;
        Options = options;
        Training = training;
        Validation = validation;
        if (validation is null && options.ValidationFraction > 0.0 && training.Count > 1)
        {
            (_validationRows, _trainingRows) = training.SplitRows(options.ValidationFraction, options.Seed);
            Training = training.Select(_trainingRows);
            Validation = training.Select(_validationRows);
        }
    }

    /// <summary>A copy of the network, for the doctor alone.</summary>
    public Network Network { get; }

    public ILoss Loss { get; }

    public DataSet Training { get; }

    public TrainerOptions Options { get; }

    public DataSet? Validation { get; }

    /// <summary>What was left out, and why.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>What a node's activation function can answer; null for nodes without one of their own.</summary>
    public ActivationRange? RangeOf(Node node)
    {
        if (node.ActivationFunction is not { } f) return null;
        if (!_ranges.TryGetValue(f, out ActivationRange? range)) _ranges.Add(f, range = ActivationRange.Of(f));
        return range;
    }

    /// <summary>The number of a training example in the set that the caller gave.</summary>
    public int TrainingRow(int example) => _trainingRows?[example] ?? example;

    /// <summary>The number of a validation example in the set that the caller gave.</summary>
    public int ValidationRow(int example) => _validationRows?[example] ?? example;

    /// <summary>So many training examples at most, always the same ones.</summary>
    public DataSet Sample(int most)
    {
        if (Training.Count <= most) return Training;
        // Drawn at random: every k-th would fall in step with data that repeat a pattern.
        int[] rows = [.. Enumerable.Range(0, Training.Count)];
        new RandomGenerator(0).Shuffle<int>(rows);
        Array.Resize(ref rows, most);
        Array.Sort(rows);
        return Training.Select(rows);
    }

    public override string ToString() =>
        $"{Network}; {Loss.Name}; {Training}{(Validation is null ? "" : $"; {MessageText.Count(Validation.Count, "validation example")}")}";

    /// <summary>"x3", or "x3 (petal length)" where the node has a label.</summary>
    public static string Title(Node node) => node.Label is null ? node.Name : $"{node.Name} ({MessageText.Line(node.Label)})";

    /// <summary>"x1, x2 (sepal width) and x3" of nodes.</summary>
    public static string Titles(IEnumerable<Node> nodes) => MessageText.List([.. nodes.Select(Title)]);

    /// <summary>"3, 8, …, 120" of numbers of rows.</summary>
    public static string Numbers(IEnumerable<int> rows) => MessageText.List([.. rows.Select(row => row.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A number as reports print it.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share as reports print it: "12.5%".</summary>
    public static string Percent(double share) => (100.0 * share).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
