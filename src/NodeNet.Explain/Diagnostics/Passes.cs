using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Diagnostics;

/// <summary>What forward and backward passes over examples show of every node, by the reference loops.</summary>
internal sealed class Passes
{
    // Weights times examples, and never fewer examples than this: the reference loops take some tenths of a second for it.
    private const long Budget = 20_000_000;
    private const int FewestRows = 200;

    /// <summary>A slope below this share of the activation function's steepest is flat: a sigmoid from |z| = 6 on, tanh from |z| = 3.</summary>
    internal const double FlatShare = 0.01;

    private readonly int[] _flat;
    private readonly int[] _dead;
    private readonly int[] _flatAndWrong;
    private readonly double[] _squaresOfDelta; // by layer
    private readonly double[] _largestDelta; // by layer
    private readonly double[] _squaresOfActivation; // by layer

    private Passes(Network network, int count)
    {
        Count = count;
        _flat = new int[network.SlotCount];
        _dead = new int[network.SlotCount];
        _flatAndWrong = new int[network.SlotCount];
        _squaresOfDelta = new double[network.Layers.Count];
        _largestDelta = new double[network.Layers.Count];
        _squaresOfActivation = new double[network.Layers.Count];
    }

    /// <summary>How many examples there were.</summary>
    public int Count { get; }

    /// <summary>A number that is not finite, as a finding; then there is nothing else to read here.</summary>
    public Finding? Trouble { get; private set; }

    /// <summary>Σ (y − ŷ)² as a share of Σ (y − mean y)²: 0 for a network that knows all answers, 1 for one that knows but the mean. 0 or ∞ where all targets
    /// are the same.</summary>
    public double ErrorShare { get; private set; }

    /// <summary>On how many examples the node's activation and slope were both 0.</summary>
    public int Dead(Node node) => _dead[node.Layer.Slot(node.Position)];

    /// <summary>On how many examples the node was flat, if its activation function has a lower and an upper end.</summary>
    public int Flat(Node node) => _flat[node.Layer.Slot(node.Position)];

    /// <summary>On how many examples an output node was flat and nearer to the wrong end.</summary>
    public int FlatAndWrong(Node node) => _flatAndWrong[node.Layer.Slot(node.Position)];

    /// <summary>The root mean square of the δs of a layer's nodes.</summary>
    public double DeltaOf(Layer layer)
    {
        double rootMeanSquare = Math.Sqrt(_squaresOfDelta[layer.Index] / ((double)Count * layer.Count));
        return rootMeanSquare > 0.0 ? rootMeanSquare : _largestDelta[layer.Index]; // squares of very small numbers vanish
    }

    /// <summary>The root mean square of the activations of a layer's nodes.</summary>
    public double ActivationOf(Layer layer) => Math.Sqrt(_squaresOfActivation[layer.Index] / ((double)Count * layer.Count));

    /// <summary>How many examples to pass through a network.</summary>
    public static int RowsFor(Network network, int count) => (int)Math.Min(count, Math.Max(FewestRows, Budget / Math.Max(1, network.ParameterCount)));

    public static Passes Over(DiagnosisContext context, DataSet sample)
    {
        Network network = context.Network;
        var passes = new Passes(network, sample.Count);
        var values = new NodeValues(network);
        ActivationRange?[] ranges = RangesOf(context);
        double errors = 0.0;
        for (int row = 0; row < sample.Count; row++)
        {
            ReadOnlySpan<double> targets = sample.Targets[row];
            ForwardPass.Run(network, sample.Inputs[row], values.NetInputs, values.Activations);
            BackwardPass.Run(network, context.Loss, targets, values.NetInputs, values.Activations, values.Deltas);
            double loss = OutputLoss.Value(network.OutputLayer, context.Loss, targets, values.NetInputs, values.Activations);
            if (passes.FindTrouble(context, values, loss)) return passes;
            foreach (Layer layer in network.ComputedLayers)
                passes.Look(layer, values, ranges, targets);
            errors += SquaredError(network.OutputLayer.Of((ReadOnlySpan<double>)values.Activations), targets);
        }
        passes.ErrorShare = errors == 0.0 ? 0.0 : errors / SpreadOf(sample.Targets);
        return passes;
    }

    private void Look(Layer layer, NodeValues values, ActivationRange?[] ranges, ReadOnlySpan<double> targets)
    {
        for (int node = 0; node < layer.Count; node++)
        {
            int slot = layer.Slot(node);
            double delta = Math.Abs(values.Deltas[slot]);
            _squaresOfDelta[layer.Index] += delta * delta;
            _largestDelta[layer.Index] = Math.Max(_largestDelta[layer.Index], delta);
            double activation = values.Activations[slot];
            _squaresOfActivation[layer.Index] += activation * activation;

            if (layer.ActivationOf(node) is not { } f) continue;
            double slope = Math.Abs(f.Slope(values.NetInputs[slot], activation));
            if (activation == 0.0 && slope == 0.0) _dead[slot]++;
            if (ranges[slot] is not { } range || slope >= FlatShare * range.Steepest) continue;
            _flat[slot]++;
            if (layer.IsOutput && Math.Abs(activation - Math.Clamp(targets[node], range.Low, range.High)) > 0.5 * range.Width) _flatAndWrong[slot]++;
        }
    }

    private bool FindTrouble(DiagnosisContext context, NodeValues values, double loss)
    {
        foreach (Layer layer in context.Network.ComputedLayers)
        {
            foreach (Node node in layer.Nodes)
            {
                int slot = layer.Slot(node.Position);
                if (!double.IsFinite(values.NetInputs[slot])) return Found(node, "the net input", values.NetInputs[slot]);
                if (!double.IsFinite(values.Activations[slot])) return Found(node, "the activation", values.Activations[slot]);
            }
        }
        if (!double.IsFinite(loss)) return Found(null, "the loss", loss);
        foreach (Layer layer in context.Network.ComputedLayers)
        {
            foreach (Node node in layer.Nodes)
            {
                int slot = layer.Slot(node.Position);
                if (!double.IsFinite(values.Deltas[slot])) return Found(node, "the δ", values.Deltas[slot]);
            }
        }
        return false;

        bool Found(Node? node, string what, double value)
        {
            string name = node is null ? what : $"{what} of {DiagnosisContext.Title(node)}";
            Trouble = new Finding
            {
                Code = FindingCodes.NotFinite,
                Title = "numbers that are not finite",
                Severity = Severity.Error,
                Explanation =
                    $"With the network as it is, {name} is {MessageText.Exact(value)} for at least one training example. No step can be taken from there.",
                Advice =
                    "Look for huge weights or inputs, and start anew with smaller ones. A loss that is infinite by itself has an output outside its domain. "
                        + "GradientCheck tests functions of your own.",
                Evidence = [new Evidence(name, value)],
                Nodes = node is null ? [] : [node.Name],
            };
            return true;
        }
    }

    /// <summary>By slot, the range of the nodes whose activation function levels off at both ends.</summary>
    private static ActivationRange?[] RangesOf(DiagnosisContext context)
    {
        var ranges = new ActivationRange?[context.Network.SlotCount];
        foreach (Node node in context.Network.ComputedLayers.SelectMany(layer => layer.Nodes))
        {
            if (context.RangeOf(node) is { IsBounded: true } range) ranges[node.Layer.Slot(node.Position)] = range;
        }
        return ranges;
    }

    private static double SquaredError(ReadOnlySpan<double> outputs, ReadOnlySpan<double> targets)
    {
        double sum = 0.0;
        for (int i = 0; i < outputs.Length; i++)
            sum += (targets[i] - outputs[i]) * (targets[i] - outputs[i]);
        return sum;
    }

    private static double SpreadOf(Rows targets)
    {
        double sum = 0.0;
        for (int column = 0; column < targets.Width; column++)
        {
            double[] values = targets.Column(column);
            double mean = Statistics.Mean(values);
            sum += values.Sum(value => (value - mean) * (value - mean));
        }
        return sum;
    }
}
