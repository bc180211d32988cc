using System.Globalization;
using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Reading;

/// <summary>Operators that say which class is answered, and in which words.</summary>
internal static class ClassOperators
{
    public static void ArgMax(GraphReader graph, Operation node)
    {
        if (node.Integer("axis", 0) is not (1 or -1)) throw node.Trouble("axis must be 1: the largest of a row's columns is sought.");
        node.Matrix(0);
        node.Set(new ClassValue(null));
    }

    public static void GreaterOrEqual(GraphReader graph, Operation node)
    {
        double[] threshold = node.Numbers(1);
        if (node.Matrix(0).Columns.Length != 1 || threshold.Length != 1) throw node.Trouble("A threshold is one number, for one output.");
        node.Set(new ClassValue(threshold[0]));
    }

    public static void LabelEncoder(GraphReader graph, Operation node)
    {
        if (node.Required(0) is TextValue text)
        {
            RecipeOperators.Places(node, text.Cells);
            return;
        }
        if (node.Required(0) is not ClassValue of) throw node.Trouble("It must name the class that is answered.");
        IReadOnlyList<string> labels = node.Node.Find("values_strings")?.Texts ?? throw node.Trouble("It has no values_strings.");
        IReadOnlyList<long> keys = node.Node.Find("keys_int64s")?.Integers ?? throw node.Trouble("It has no keys_int64s.");
        if (!keys.SequenceEqual(Enumerable.Range(0, labels.Count).Select(i => (long)i))) throw node.Trouble("Its keys must be 0, 1, …, one for each label.");
        node.Set(new LabelValue(labels, of.Threshold));
    }

    /// <summary>The label at the class's number, as scikit-learn's converter has it.</summary>
    public static void ArrayFeatureExtractor(GraphReader graph, Operation node)
    {
        if (node.Required(1) is not ClassValue of) throw node.Trouble("It must name the class that is answered.");
        node.Set(new LabelValue(Labels(node.Constant(0)), of.Threshold));
    }

    public static void ZipMap(GraphReader graph, Operation node)
    {
        IReadOnlyList<string> labels = node.Node.Find("classlabels_strings")?.Texts
            ?? [.. (node.Node.Find("classlabels_int64s")?.Integers ?? throw node.Trouble("It has no class labels.")).Select(Text)];
        node.Set(new ScoresValue(node.Matrix(0), labels));
    }

    /// <summary>Scores divided by their sum: of probabilities that is 1.</summary>
    public static void Normalizer(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        bool isProbability = graph.Plan.IsSoftmax(x.Columns) || IsPair([.. x.Columns.Select(column => graph.Plan.Resolve(column, node.Title))]);
        if (!isProbability || (node.Node.Find("norm")?.Text ?? "MAX") != "L1")
            throw node.Trouble("It is read after probabilities, with norm L1, where it changes nothing.");
        node.Set(x);
    }

    /// <summary>Whether numbers are finite: |x| &lt; ∞.</summary>
    public static void Less(GraphReader graph, Operation node)
    {
        node.Matrix(0);
        if (node.NumbersOf(node.Constant(1)) is not [double.PositiveInfinity]) throw node.Trouble("It is read as |x| < ∞ alone.");
        node.Set(new CheckValue(IsFine: true));
    }

    public static void IsNaN(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        node.Set(new CheckValue(IsFine: false, graph.Cells.FirstOrDefault(cell => ReferenceEquals(cell.Raw, x))));
    }

    /// <summary>Whether all of a row's numbers are finite.</summary>
    public static void ReduceMin(GraphReader graph, Operation node) =>
        node.Set(node.Required(0) is CheckValue check ? check : throw node.Trouble("It is read of a check of the row's numbers alone."));

    /// <summary>What is answered where the row is in order, and otherwise NaN or "".</summary>
    public static void Refusal(Operation node, CheckValue check)
    {
        ConstantValue refused = node.Constant(check.IsFine ? 2 : 1);
        bool isNothing = refused.Tensor.Type == ElementType.Text ? refused.Tensor.Texts is [""] : refused.Numbers is [double.NaN];
        if (!isNothing) throw node.Trouble("A row that is not in order must get NaN or \"\".");
        node.Set(node.Required(check.IsFine ? 1 : 2));
    }

    /// <summary>Whether two columns are 1 − a and a of the same node.</summary>
    public static bool IsPair(Line[] columns) => columns is [{ IsNode: true, Scale: -1.0, Shift: 1.0 } no, { IsNode: true, Scale: 1.0, Shift: 0.0 } yes]
        && no.Sources[0] == yes.Sources[0];

    private static string[] Labels(ConstantValue constant) => constant.Tensor.Type == ElementType.Text
        ? [.. constant.Tensor.Texts]
        : [.. constant.Numbers.Select(number => Text((long)number))];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
