using NodeNet.Onnx.Format;
using NodeNet.Onnx.Writing;

namespace NodeNet.Onnx.Reading;

/// <summary>Operators that make numbers of the words of a row, and fill gaps.</summary>
internal static class RecipeOperators
{
    /// <summary>A LabelEncoder of words: their places, or whether they are missing.</summary>
    public static void Places(Operation node, Cells cells)
    {
        IReadOnlyList<string> words = node.Node.Find("keys_strings")?.Texts ?? throw node.Trouble("It has no keys_strings.");
        IReadOnlyList<long> places = node.Node.Find("values_int64s")?.Integers ?? throw node.Trouble("It has no values_int64s.");
        if (words.Count != places.Count || words.Distinct().Count() != words.Count) throw node.Trouble("Its words must differ, and each have one place.");
        long others = node.Integer("default_int64", -1);
        if (words is [""] && places is [1] && others == 0)
        {
            node.Set(new MarkValue(cells));
            return;
        }
        if (cells.Words.Count > 0) throw node.Trouble($"The words of \"{cells.Name}\" have places already.");
        (cells.Words, cells.Places, cells.Others) = (words, places, others);
        node.Set(new PlaceValue(cells));
    }

    /// <summary>Places compared with all places there are, which is one-hot, or with the one that stands for what is refused.</summary>
    public static void Equal(Operation node)
    {
        Cells cells = ((PlaceValue)node.Required(0)).Cells;
        double[] places = node.Numbers(1);
        if (places is [RecipeGraph.Refused])
        {
            node.Set(new CheckValue(IsFine: false));
            return;
        }
        if (!places.SequenceEqual(Enumerable.Range(0, places.Length).Select(i => (double)i))) throw node.Trouble("Places are compared with 0, 1, 2, …");
        (cells.Width, cells.IsOneHot) = (places.Length, true);
        node.Set(new OneHotValue(cells));
    }

    /// <summary>Truths and places as numbers: there they become inputs of the network. False if the value is neither.</summary>
    public static bool Cast(GraphReader graph, Operation node)
    {
        Column[]? inputs = node.Required(0) switch
        {
            OneHotValue { Cells: var cells } => graph.Plan.AddInputs(cells.Index, 0, cells.Width),
            PlaceValue { Cells: var cells } => Ranked(graph, cells),
            MarkValue { Cells: var cells } => Marked(graph, cells),
            CheckValue { MissingOf: { } cells } => Marked(graph, cells),
            _ => null,
        };
        if (inputs is null) return false;
        node.Set(new MatrixValue(inputs));
        return true;
    }

    /// <summary>The categories of a column of words, each with an input, of ai.onnx.ml.</summary>
    public static void OneHotEncoder(GraphReader graph, Operation node)
    {
        if (node.Required(0) is not TextValue { Cells: var cells }) throw node.Trouble("It is read of one column of texts.");
        IReadOnlyList<string> words = node.Node.Find("cats_strings")?.Texts ?? throw node.Trouble("It has no cats_strings.");
        if (cells.Words.Count > 0) throw node.Trouble($"The words of \"{cells.Name}\" have places already.");
        if (words.Distinct().Count() != words.Count || words.Count == 0) throw node.Trouble("Its categories must differ, and there must be one.");
        (cells.Words, cells.Places) = (words, [.. words.Select((_, i) => (long)i)]);
        cells.Others = node.Integer("zeros", 1) != 0 ? RecipeGraph.NoPlace : RecipeGraph.Refused;
        (cells.Width, cells.IsOneHot) = (words.Count, true);
        graph.Spend(words.Count);
        node.Set(new MatrixValue(graph.Plan.AddInputs(cells.Index, 0, words.Count)));
    }

    /// <summary>What stands in for missing numbers, of ai.onnx.ml.</summary>
    public static void Imputer(GraphReader graph, Operation node)
    {
        MatrixValue x = node.Matrix(0);
        IReadOnlyList<float> fills = node.Node.Find("imputed_value_floats")?.Singles ?? throw node.Trouble("It has no imputed_value_floats.");
        if (!float.IsNaN(node.Single("replaced_value_float", float.NaN))) throw node.Trouble("replaced_value_float must be NaN: that is a missing number.");
        if (fills.Count != 1 && fills.Count != x.Columns.Length) throw node.Trouble($"It has {fills.Count} numbers for {x.Columns.Length} columns.");
        for (int i = 0; i < x.Columns.Length; i++)
        {
            int input = graph.Plan.RawInput(x.Columns[i].Line);
            Cells cell = graph.Cells.Find(known => known.Input == input && input >= 0) ?? throw node.Trouble("It is read of the graph's inputs as they come.");
            cell.Fill = float.IsFinite(fills[fills.Count == 1 ? 0 : i]) ? fills[fills.Count == 1 ? 0 : i] : throw node.Trouble("What stands in is not finite.");
        }
        node.Set(x);
    }

    private static Column[] Ranked(GraphReader graph, Cells cells)
    {
        Column[] inputs = graph.Plan.AddInputs(cells.Index, 0, 1);
        cells.Input = inputs[0].Line.Sources[0];
        return inputs;
    }

    private static Column[] Marked(GraphReader graph, Cells cells)
    {
        cells.MarksMissing = true;
        return graph.Plan.AddInputs(cells.Index, int.MaxValue, 1); // after all that the cell's value becomes
    }
}
