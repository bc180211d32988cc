namespace NodeNet.Export.Workbooks;

/// <summary>The numbers of a row as NodeNet computes them, which stand beside the formulas until a spreadsheet calculates.</summary>
internal sealed class PredictedRow
{
    private readonly Network? _network;
    private readonly double[] _inputs = [];
    private readonly ExpectedAnswer? _answer;

    /// <param name="network">A network of this row's own use.</param>
    /// <param name="inputs">The inputs; null where the row is refused.</param>
    /// <param name="answer">The answer; null where it is no finite number.</param>
    public PredictedRow(Network network, double[]? inputs, ExpectedAnswer? answer)
    {
        if (inputs is null) return;
        network.Forward(inputs);
        (_network, _inputs, _answer) = (network, inputs, answer);
    }

    public string? Label => _answer?.Label;

    public double? Input(int place) => _network is null ? null : Finite(_inputs[place]);

    public double? NetInput(int layer, int node) => _network is null ? null : Finite(_network.Layers[layer].Nodes[node].NetInput);

    public double? Activation(int layer, int node) => _network is null ? null : Finite(_network.Layers[layer].Nodes[node].Activation);

    public double? Output(int place) => _answer is { Outputs.Count: > 0 } answer ? answer.Outputs[place] : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
