using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Writing;

/// <summary>Writes which class is answered: the one with the largest output or, with a single output, the second from the threshold on.</summary>
internal sealed class LabelGraph(GraphBuilder graph)
{
    /// <summary>The label of a row that the recipe would refuse.</summary>
    public const string NoLabel = "";

    public string Write(string answers, IReadOnlyList<string> labels, double threshold, int outputs, bool mayBeRefused)
    {
        graph.Part = "class";
        string number = outputs == 1
            ? graph.Add(
                "Reshape",
                [
                    graph.Add("Cast", [graph.Add("GreaterOrEqual", [answers, graph.Number(threshold)])], new AttributeMessage("to")
                    {
                        Integer = (long)ElementType.Int64,
                    }),
                    graph.Integers("shape", [-1], 1),
                ])
            : graph.Add("ArgMax", [answers], new AttributeMessage("axis") { Integer = 1 }, new AttributeMessage("keepdims") { Integer = 0 });
        string label = graph.AddMl(
            "LabelEncoder", number,
            new AttributeMessage("keys_int64s") { Integers = [.. Enumerable.Range(0, labels.Count).Select(i => (long)i)] },
            new AttributeMessage("values_strings") { Texts = labels },
            new AttributeMessage("default_string") { Text = NoLabel });
        if (!mayBeRefused) return label;
        string first = graph.Add(
            "Gather", [answers, graph.Integers("first", [0])], new AttributeMessage("axis") { Integer = 1 }); // [rows]
        return graph.Add("Where", [graph.Add("IsNaN", [first]), graph.Text("none", NoLabel), label]);
    }
}
