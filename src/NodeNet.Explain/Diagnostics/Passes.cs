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

    private readonly int[][] _flat; // by layer and node
    private readonly int[][] _dead;
    private readonly int[][] _flatAndWrong;
    private readonly double[] _squaresOfDelta; // by layer
    private readonly double[] _largestDelta; // by layer
    private readonly double[] _squaresOfActivation; // by layer

    private Passes(Network network, int count)
    {
        Count = count;
        _flat = [.. network.Layers.Select(layer => new int[layer.Count])];
        _dead = [.. network.Layers.Select(layer => new int[layer.Count])];
        _flatAndWrong = [.. network.Layers.Select(layer => new int[layer.Count])];
        _squaresOfDelta = new double[network.Layers.Count];
        _largestDelta = new double[network.Layers.Count];
        _squaresOfActivation = new double[network.Layers.Count];
    }

    /// <summary>How many examples there were.</summary>
    public int Count { get; }

    /// <summary>A number that is not finite, as a finding; then there is nothing else to read here.</summary>
    public Finding? Problem { get; private set; }

    /// <summary>Σ (y − ŷ)² as a share of Σ (y − mean y)²: 0 for a network that knows all answers, 1 for one that knows but the mean. 0 or ∞ where all targets
    /// are the same.</summary>
    public double ErrorShare { get; private set; }

    /// <summary>On how many examples the node's activation and slope were both 0.</summary>
    public int Dead(Node node) => _dead[node.Layer.Index][node.Position];

    /// <summary>On how many examples the node was flat, if its activation function has a lower and an upper end.</summary>
    public int Flat(Node node) => _flat[node.Layer.Index][node.Position];

    /// <summary>On how many examples an output node was flat and nearer to the wrong end.</summary>
    public int FlatAndWrong(Node node) => _flatAndWrong[node.Layer.Index][node.Position];

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
        Layer[] computed = [.. network.Layers.Skip(1)];
        ActivationRange?[][] ranges = [.. network.Layers.Select(layer => RangesOf(context, layer))];
        double errors = 0.0;
        for (int row = 0; row < sample.Count; row++)
        {
            ReadOnlySpan<double> targets = sample.Targets[row];
            double[] outputs = network.Forward(sample.Inputs[row]);
            double loss = network.Backward(context.Loss, targets);
            if (passes.FindProblem(computed, loss)) return passes;
            foreach (Layer layer in computed)
                passes.Look(layer, ranges[layer.Index], targets);
            errors += SquaredError(outputs, targets);
        }
        passes.ErrorShare = errors == 0.0 ? 0.0 : errors / SpreadOf(sample.Targets);
        return passes;
    }

    private void Look(Layer layer, ActivationRange?[] ranges, ReadOnlySpan<double> targets)
    {
        foreach (Node node in layer.Nodes)
        {
            double delta = Math.Abs(node.Delta);
            _squaresOfDelta[layer.Index] += delta * delta;
            _largestDelta[layer.Index] = Math.Max(_largestDelta[layer.Index], delta);
            double activation = node.Activation;
            _squaresOfActivation[layer.Index] += activation * activation;

            if (node.ActivationFunction is not { } f) continue;
            int position = node.Position;
            double slope = Math.Abs(f.Slope(node.NetInput, activation));
            if (activation == 0.0 && slope == 0.0) _dead[layer.Index][position]++;
            if (ranges[position] is not { } range || slope >= FlatShare * range.Steepest) continue;
            _flat[layer.Index][position]++;
            if (!layer.IsOutput) continue;
            double distance = Math.Abs(activation - Math.Clamp(targets[position], range.Low, range.High));
            if (distance > 0.5 * range.Width) _flatAndWrong[layer.Index][position]++;
        }
    }

    private bool FindProblem(Layer[] computed, double loss)
    {
        foreach (Layer layer in computed)
        {
            foreach (Node node in layer.Nodes)
            {
                if (!double.IsFinite(node.NetInput)) return Found(node, "the net input", node.NetInput);
                if (!double.IsFinite(node.Activation)) return Found(node, "the activation", node.Activation);
            }
        }
        if (!double.IsFinite(loss)) return Found(null, "the loss", loss);
        foreach (Layer layer in computed)
        {
            foreach (Node node in layer.Nodes)
            {
                if (!double.IsFinite(node.Delta)) return Found(node, "the δ", node.Delta);
            }
        }
        return false;

        bool Found(Node? node, string what, double value)
        {
            string name = node is null ? what : $"{what} of {DiagnosisContext.Title(node)}";
            Problem = new Finding
            {
                Code = FindingCodes.NotFinite,
                Title = "numbers that are not finite",
                Severity = Severity.Error,
                Explanation =
                    $"With the network as it is, {name} is {MessageText.Exact(value)} for at least one training example. No step can be taken from there.",
                Advice =
                    "Look for huge weights or inputs, and start again with smaller ones. A loss that is infinite by itself has an output outside its domain. "
                        + "GradientCheck tests functions of your own.",
                Evidence = [new Evidence(name, value)],
                Nodes = node is null ? [] : [node.Name],
            };
            return true;
        }
    }

    /// <summary>By node, the range where the activation function levels off at both ends.</summary>
    private static ActivationRange?[] RangesOf(DiagnosisContext context, Layer layer) =>
        [.. layer.Nodes.Select(node => context.RangeOf(node) is { IsBounded: true } range ? range : null)];

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
