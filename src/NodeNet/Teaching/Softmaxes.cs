using NodeNet.Activations;

namespace NodeNet.Teaching;

/// <summary>Activation functions of a whole layer, one node at a time.</summary>
internal static class Softmaxes
{
    public static double[] Activate(ILayerActivation whole, double[] netInputs)
    {
        var activations = new double[netInputs.Length];
        whole.Activate(netInputs, activations);
        return activations;
    }

    public static double Delta(ILayerActivation whole, int node, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes)
    {
        var deltas = new double[netInputs.Length];
        whole.Deltas(netInputs, activations, pushes, deltas);
        return deltas[node];
    }

    /// <summary>Of softmax, with {0}, {1}, … the net inputs.</summary>
    public static Wording Activation(int node, int count) => new(
        $"e^{{{node}}} / ({Join(" + ", count, i => $"e^{{{i}}}")})",
        $"EXP({{{node}}}-{Largest(0, count)})/({Join("+", count, i => $"EXP({{{i}}}-{Largest(0, count)})")})");

    /// <summary>Of cross-entropy on softmax in a spreadsheet, with the net inputs, the activations and the targets of the layer's nodes as parts: ln
    /// Σ e^z is the largest z less the ln of the largest a.</summary>
    public static string CrossEntropyCell(int count)
    {
        string targets = $"({Join("+", count, i => $"{{{2 * count + i}}}")})";
        return $"{targets}*{Largest(0, count)}-{Join("-", count, i => $"{{{2 * count + i}}}*{{{i}}}")}-{targets}*LN({Largest(count, count)})";
    }

    /// <summary>Of softmax, with the net inputs, the activations and the pushes of the layer's nodes as parts.</summary>
    public static Wording Delta(int node, int count) => new(
        $"{{{count + node}}} · ({{{2 * count + node}}} − ({Join(" + ", count, i => $"{{{count + i}}} · {{{2 * count + i}}}")}))",
        $"{{{count + node}}}*({{{2 * count + node}}}-({Join("+", count, i => $"{{{count + i}}}*{{{2 * count + i}}}")}))");

    private static string Largest(int first, int count) => $"MAX({Join(",", count, i => $"{{{first + i}}}")})";

    private static string Join(string sign, int count, Func<int, string> term) => string.Join(sign, Enumerable.Range(0, count).Select(term));
}
